import ts from 'typescript';
import { anyOf, type Shape } from './shape.ts';

type Shapes = Readonly<Record<string, Shape>>;

/** The shape of each member of the interfaces of these names in a file. The compiler takes seconds to read it. */
export function shapesOfTypes<Name extends string>(
  file: string,
  names: readonly Name[],
): Readonly<Record<Name, Shapes>> {
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: ['node'],
  });
  const checker = program.getTypeChecker();
  const statements = program.getSourceFile(file)?.statements ?? [];
  const shapes = names.map((name) => {
    const found = statements.find(
      (some) => ts.isInterfaceDeclaration(some) && some.name.text === name,
    );
    if (found === undefined) throw new Error(`There is no interface ${name} in ${file}`);
    return [name, fieldsOf(checker.getTypeAtLocation(found), checker)];
  });
  // Each of these names has its shapes.
  return Object.fromEntries(shapes) as Record<Name, Shapes>;
}

const flatTypes = [
  [ts.TypeFlags.Unknown, 'unknown'],
  [ts.TypeFlags.String, 'string'],
  [ts.TypeFlags.Number, 'number'],
  [ts.TypeFlags.Boolean, 'boolean'],
] as const;

function shapeOf(type: ts.Type, checker: ts.TypeChecker): Shape {
  const flat = flatTypes.find(([flag]) => type.flags & flag);
  if (flat !== undefined) return flat[1];
  if (type.isStringLiteral()) return { oneOf: [type.value] };
  if (type.isUnion()) return shapeOfUnion(type.types, checker);
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    if (item !== undefined) return { listOf: shapeOf(item, checker) };
  }
  const values = type.getStringIndexType();
  if (values !== undefined) return { valuesOf: shapeOf(values, checker) };
  if (type.flags & ts.TypeFlags.Object) return { fields: fieldsOf(type, checker) };
  throw new Error(`There is no shape for ${checker.typeToString(type)}`);
}

function shapeOfUnion(types: readonly ts.Type[], checker: ts.TypeChecker): Shape {
  const present = types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  const [first] = present;
  if (first !== undefined && present.length === 1) return shapeOf(first, checker);
  if (present.every(({ flags }) => flags & ts.TypeFlags.BooleanLiteral)) return 'boolean';
  const texts = present.flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
  if (texts.length === present.length) return { oneOf: texts.sort() };
  return anyOf(present.map((type) => shapeOf(type, checker)));
}

function fieldsOf(type: ts.Type, checker: ts.TypeChecker): Record<string, Shape> {
  const entries = type.getProperties().map((property): [string, Shape] => {
    const isOptional = property.flags & ts.SymbolFlags.Optional;
    const shape = shapeOf(checker.getTypeOfSymbol(property), checker);
    return [isOptional ? `${property.name}?` : property.name, shape];
  });
  return Object.fromEntries(entries);
}
