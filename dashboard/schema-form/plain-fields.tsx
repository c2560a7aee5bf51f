import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Field } from './field-of.ts';
import type { PlainProps } from './schema-field.tsx';

export function TextField({ field, value, onChange, ...rest }: PlainProps<'text'>) {
  const { most, least, pattern, format } = field;
  const text = typeof value === 'string' ? value : '';
  const change = (changed: string) =>
    onChange(changed === '' && !rest.isRequired ? undefined : changed);
  return (
    <Labelled field={field} {...rest}>
      {(attributes) =>
        most === undefined && pattern === undefined && format === undefined ? (
          <textarea
            {...attributes}
            rows={Math.min(8, Math.max(1, text.split('\n').length))}
            value={text}
            onInput={(event) => change(event.currentTarget.value)}
          />
        ) : (
          <input
            {...attributes}
            type="text"
            inputMode={format === 'email' || format === 'url' ? format : 'text'}
            value={text}
            placeholder={format === 'date-time' ? '2030-01-31T12:00:00Z' : format}
            {...(least !== undefined && { minLength: least })}
            {...(most !== undefined && { maxLength: most })}
            onInput={(event) => change(event.currentTarget.value)}
          />
        )
      }
    </Labelled>
  );
}

export function NumberField({ field, value, onChange, ...rest }: PlainProps<'number'>) {
  const { isWhole, least, most } = field;
  return (
    <Labelled field={field} {...rest}>
      {(attributes) => (
        <input
          {...attributes}
          type="number"
          inputMode={isWhole ? 'numeric' : 'decimal'}
          step={isWhole ? 1 : 'any'}
          {...(least !== undefined && { min: least })}
          {...(most !== undefined && { max: most })}
          value={typeof value === 'number' ? String(value) : ''}
          onInput={({ currentTarget }) =>
            onChange(currentTarget.value === '' ? undefined : currentTarget.valueAsNumber)
          }
        />
      )}
    </Labelled>
  );
}

export function FlagField({ field, value, onChange, ...rest }: PlainProps<'flag'>) {
  if (!rest.isRequired) {
    return (
      <ChoiceField
        {...rest}
        value={value}
        onChange={onChange}
        field={{ ...field, kind: 'choice', values: [true, false] }}
      />
    );
  }
  return (
    <Labelled field={field} {...rest} isCheck>
      {(attributes) => (
        <input
          {...attributes}
          required={false}
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )}
    </Labelled>
  );
}

export function ChoiceField({ field, value, onChange, ...rest }: PlainProps<'choice'>) {
  const place = field.values.findIndex((one) => JSON.stringify(one) === JSON.stringify(value));
  return (
    <Labelled field={field} {...rest}>
      {(attributes) => (
        <select
          {...attributes}
          value={place < 0 ? '' : String(place)}
          onChange={({ currentTarget }) =>
            onChange(
              currentTarget.value === '' ? undefined : field.values[Number(currentTarget.value)],
            )
          }
        >
          <option value="">{rest.isRequired ? 'Choose…' : leftOut(field)}</option>
          {field.values.map((one, at) => (
            <option key={JSON.stringify(one)} value={String(at)}>
              {typeof one === 'string' ? one : JSON.stringify(one)}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

function leftOut({ otherwise }: Field): string {
  if (otherwise === undefined) return 'Left out';
  const text = typeof otherwise === 'string' ? otherwise : JSON.stringify(otherwise);
  return `Left out: ${text}`;
}

/** JSON text, for what no other field can ask for. */
export function JsonField({ field, value, onChange, ...rest }: PlainProps<'json'>) {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [fault, setFault] = useState<string>();
  const change = (changed: string, input: HTMLTextAreaElement) => {
    setText(changed);
    const read = readJson(changed);
    setFault(read.fault);
    // The browser does not send the form while there is a fault.
    input.setCustomValidity(read.fault ?? '');
    if (read.fault === undefined) onChange(read.value);
  };
  const faults = fault === undefined ? rest.faults : new Map([[rest.pointer, fault]]);
  return (
    <Labelled field={field} {...rest} faults={faults} hint="JSON">
      {(attributes) => (
        <textarea
          {...attributes}
          class="code"
          rows={Math.min(20, Math.max(2, text.split('\n').length))}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => change(currentTarget.value, currentTarget)}
        />
      )}
    </Labelled>
  );
}

function readJson(text: string): { readonly value?: unknown; readonly fault?: string } {
  if (text.trim() === '') return {};
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: `This is not JSON yet. ${error instanceof Error ? error.message : ''}` };
  }
}

interface Attributes {
  readonly id: string;
  readonly required: boolean;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

function Labelled({
  field,
  label,
  isRequired,
  pointer,
  faults,
  hint,
  isCheck = false,
  children,
}: Omit<PlainProps<Field['kind']>, 'value' | 'onChange'> & {
  readonly hint?: string;
  readonly isCheck?: boolean;
  readonly children: (attributes: Attributes) => ComponentChildren;
}) {
  const id = useId();
  const fault = faults.get(pointer);
  const words = [
    field.description !== undefined && (
      <p key="words" id={`${id}-words`} class="quiet">
        {field.description}
      </p>
    ),
    fault !== undefined && (
      <p key="fault" id={`${id}-fault`} class="field-fault">
        {fault}
      </p>
    ),
  ];
  const described = [
    field.description === undefined ? '' : `${id}-words`,
    fault === undefined ? '' : `${id}-fault`,
  ].filter((one) => one !== '');
  const input = children({
    id,
    required: isRequired,
    'aria-invalid': fault !== undefined,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
  });
  return (
    <div class={isCheck ? 'field check' : 'field'}>
      <label for={id}>
        <span>
          {label === '' ? 'Payload' : label}{' '}
          <span class="quiet">
            {hint} {!isRequired && 'optional'}
          </span>
        </span>
      </label>
      {input}
      {words}
    </div>
  );
}
