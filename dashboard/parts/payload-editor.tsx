import { useEffect, useState } from 'preact/hooks';
import { fieldOf } from '../schema-form/field-of.ts';
import { emptyValue, fits } from '../schema-form/form-value.ts';
import { JsonField } from '../schema-form/plain-fields.tsx';
import { SchemaField } from '../schema-form/schema-field.tsx';

/** A payload as a form or as JSON text. What the form cannot show whole is shown as text alone. */
export function PayloadEditor({
  schema,
  first,
  onChange,
  faults,
}: {
  readonly schema: unknown;
  /** Undefined: an empty one. */
  readonly first: unknown;
  readonly onChange: (payload: unknown) => void;
  readonly faults: ReadonlyMap<string, string>;
}) {
  const [value, setValue] = useState(() => first ?? emptyValue(schema, schema));
  const canForm = fieldOf(schema, schema).kind !== 'json';
  const isFitting = fits(value, schema, schema);
  const [mode, setMode] = useState<'form' | 'json'>(canForm && isFitting ? 'form' : 'json');
  const change = (changed: unknown) => {
    setValue(changed);
    onChange(changed);
  };
  // What the form begins with is sent even if nobody touches it.
  useEffect(() => onChange(value), []);
  const common = { label: '', schema, whole: schema, value, isRequired: true, onChange: change };
  const place = { pointer: '#/payload', faults };

  return (
    <fieldset class="payload">
      <legend>Payload</legend>
      {canForm && (
        <fieldset class="switch">
          <legend class="unseen">Edit the payload as</legend>
          {(['form', 'json'] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={mode === name}
              disabled={name === 'form' && !isFitting}
              onClick={() => setMode(name)}
            >
              {name === 'form' ? 'Form' : 'JSON'}
            </button>
          ))}
        </fieldset>
      )}
      {canForm && !isFitting && (
        <p class="quiet">The form has no place for all of this payload, so it is shown as JSON.</p>
      )}
      {mode === 'form' && isFitting ? (
        <SchemaField {...common} {...place} />
      ) : (
        <JsonField {...common} {...place} field={{ kind: 'json' }} />
      )}
    </fieldset>
  );
}
