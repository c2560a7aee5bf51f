import { useState } from 'preact/hooks';
import { CopyButton } from './copy-button.tsx';
import { jsonTokens } from './json-tokens.ts';
import { Scrolled } from './scrolled.tsx';

/** Longer text takes a browser seconds to lay out. */
const mostShown = 20_000;

/** A JSON value, indented. */
export function JsonView({ label, value }: { readonly label: string; readonly value: unknown }) {
  const [isWhole, setIsWhole] = useState(false);
  const text = JSON.stringify(value, null, 2);
  const isCut = text.length > mostShown && !isWhole;
  return (
    <div class="json">
      <CopyButton text={text} what={label} />
      <Scrolled label={`${label}, as JSON`}>
        <pre>{isCut ? text.slice(0, mostShown) : <Coloured text={text} />}</pre>
      </Scrolled>
      {isCut && (
        <button type="button" onClick={() => setIsWhole(true)}>
          Show all {Math.round(text.length / 1_000)} kB
        </button>
      )}
    </div>
  );
}

function Coloured({ text }: { readonly text: string }) {
  if (text.length > mostShown) return <>{text}</>;
  return (
    <code>
      {jsonTokens(text).map(({ kind, text: part }) =>
        kind === 'rest' ? part : <span class={`json-${kind}`}>{part}</span>,
      )}
    </code>
  );
}
