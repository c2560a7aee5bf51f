import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

/** A button that asks once more in a dialog, which `children` explain. */
export function ConfirmButton({
  label,
  icon,
  title,
  confirm,
  isDanger = false,
  isActing = false,
  onConfirm,
  children,
}: {
  readonly label: string;
  readonly icon?: IconName;
  /** Of the dialog: a question. */
  readonly title: string;
  /** What its button says that does it. */
  readonly confirm: string;
  readonly isDanger?: boolean;
  /** Something is under way: it opens no dialog, and yet keeps the focus. */
  readonly isActing?: boolean;
  readonly onConfirm: (fields: FormData) => void;
  readonly children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    dialog.current?.close();
    onConfirm(new FormData(event.currentTarget as HTMLFormElement));
  };
  return (
    <>
      <button
        type="button"
        class={isDanger ? 'danger' : ''}
        aria-disabled={isActing}
        onClick={() => isActing || dialog.current?.showModal()}
      >
        {icon && <Icon name={icon} />}
        {label}
      </button>
      <dialog ref={dialog} aria-labelledby={heading}>
        <form onSubmit={submit}>
          <h2 id={heading}>{title}</h2>
          {children}
          <p class="buttons end">
            <button type="button" onClick={() => dialog.current?.close()}>
              Cancel
            </button>
            <button type="submit" class={isDanger ? 'primary danger' : 'primary'}>
              {confirm}
            </button>
          </p>
        </form>
      </dialog>
    </>
  );
}
