/**
 * Controls, marks that turn the direction of text around, and what is drawn as nothing: written by a job or a
 * caller, they could move the cursor, hide a line, or show another text than there is.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The text with each of them written out, as `\u001b`. Within JSON text this leaves the value as it is. */
export function visible(text: string): string {
  return text.replace(hidden, writtenOut);
}

/** As `visible`, but lines stay lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

function writtenOut(character: string): string {
  return Array.from({ length: character.length }, (_, place) => {
    const unit = character.charCodeAt(place).toString(16).padStart(4, '0');
    return `\\u${unit}`;
  }).join('');
}
