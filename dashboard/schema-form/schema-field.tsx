import { useId } from 'preact/hooks';
import { type Field, fieldOf, isJson, type Property } from './field-of.ts';
import { emptyValue, withProperty } from './form-value.ts';
import { ChoiceField, FlagField, JsonField, NumberField, TextField } from './plain-fields.tsx';

export interface FieldProps {
  readonly label: string;
  readonly schema: unknown;
  /** The schema that references are into. */
  readonly whole: unknown;
  readonly value: unknown;
  readonly isRequired: boolean;
  /** Undefined: it is left out. */
  readonly onChange: (value: unknown) => void;
  /** A JSON pointer into the body of the request. */
  readonly pointer: string;
  /** What the API has said of places, by their pointers. */
  readonly faults: ReadonlyMap<string, string>;
}

export interface PlainProps<Kind extends Field['kind']> extends FieldProps {
  readonly field: Extract<Field, { kind: Kind }>;
}

/** One field of a form, or several in a group, made from a JSON Schema. */
export function SchemaField(props: FieldProps) {
  const field = fieldOf(props.schema, props.whole);
  switch (field.kind) {
    case 'object':
      return <ObjectField {...props} field={field} />;
    case 'list':
      return <ListField {...props} field={field} />;
    case 'text':
      return <TextField {...props} field={field} />;
    case 'number':
      return <NumberField {...props} field={field} />;
    case 'flag':
      return <FlagField {...props} field={field} />;
    case 'choice':
      return <ChoiceField {...props} field={field} />;
    case 'json':
      return <JsonField {...props} field={field} />;
  }
}

function ObjectField(props: PlainProps<'object'>) {
  const { field, value, onChange, isRequired, label, schema, whole } = props;
  if (value === undefined && !isRequired) {
    return <AddButton label={label} onAdd={() => onChange(emptyValue(schema, whole))} />;
  }
  const object = isJson(value) ? value : {};
  const fields = field.properties.map((property) => (
    <PropertyField key={property.name} {...props} property={property} object={object} />
  ));
  // The payload itself needs no frame around it.
  if (label === '') return <>{fields}</>;
  return (
    <Group {...props}>
      {fields}
      {!isRequired && <RemoveButton label={label} onRemove={() => onChange(undefined)} />}
    </Group>
  );
}

function PropertyField({
  property: { name, schema, isRequired },
  object,
  whole,
  onChange,
  pointer,
  faults,
}: PlainProps<'object'> & {
  readonly property: Property;
  readonly object: Readonly<Record<string, unknown>>;
}) {
  return (
    <SchemaField
      label={name}
      schema={schema}
      whole={whole}
      value={object[name]}
      isRequired={isRequired}
      onChange={(value) => onChange(withProperty(object, name, value))}
      pointer={`${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`}
      faults={faults}
    />
  );
}

function ListField(props: PlainProps<'list'>) {
  const { field, value, onChange, label, whole, pointer, faults, isRequired } = props;
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const change = (list: readonly unknown[]) =>
    onChange(list.length === 0 && !isRequired ? undefined : list);
  return (
    <Group {...props} label={label === '' ? 'Items' : label}>
      {items.map((item, place) => (
        <div class="list-item" key={place}>
          <SchemaField
            label={`${place + 1}`}
            schema={field.item}
            whole={whole}
            value={item}
            isRequired
            onChange={(changed) => change(items.with(place, changed))}
            pointer={`${pointer}/${place}`}
            faults={faults}
          />
          <RemoveButton
            label={`${label} ${place + 1}`}
            onRemove={() => change(items.toSpliced(place, 1))}
          />
        </div>
      ))}
      {items.length < field.most && (
        <AddButton
          label={`item ${items.length + 1}`}
          onAdd={() => change([...items, emptyValue(field.item, whole)])}
        />
      )}
    </Group>
  );
}

function Group({
  field,
  label,
  pointer,
  faults,
  children,
}: PlainProps<'object' | 'list'> & { readonly children?: preact.ComponentChildren }) {
  const id = useId();
  const fault = faults.get(pointer);
  return (
    <fieldset aria-describedby={fault === undefined ? undefined : id}>
      <legend>{label}</legend>
      {field.description !== undefined && <p class="quiet">{field.description}</p>}
      {fault !== undefined && (
        <p id={id} class="field-fault">
          {fault}
        </p>
      )}
      {children}
    </fieldset>
  );
}

function AddButton({ label, onAdd }: { readonly label: string; readonly onAdd: () => void }) {
  return (
    <p>
      <button type="button" onClick={onAdd}>
        Add {label}
      </button>
    </p>
  );
}

function RemoveButton({
  label,
  onRemove,
}: {
  readonly label: string;
  readonly onRemove: () => void;
}) {
  return (
    <button type="button" class="plain" onClick={onRemove} aria-label={`Remove ${label}`}>
      Remove
    </button>
  );
}
