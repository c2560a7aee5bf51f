import { announce } from './announcement.tsx';
import { Icon } from './icon.tsx';

export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const copy = async () => {
    // Missing where the page did not come over TLS or from this machine.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    const done = clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    announce((await done) ? `Copied: ${what}` : 'The browser does not let this page copy');
  };
  return (
    <button type="button" class="plain copy" onClick={copy} aria-label={`Copy: ${what}`}>
      <Icon name="copy" />
    </button>
  );
}
