import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

const SHARED = '__shared';
const COMPONENTS = '#/components/schemas/';

/** Conditions arrive unread and are judged in two steps, so their input says nothing of itself; this is what it must satisfy. */
const CONDITION = `${COMPONENTS}Condition`;

/**
 * Collects zod schemas as named JSON schemas for `components`. Schemas that refer to themselves (conditions) are named by zod in a shared
 * place of their own; those names are moved beside the others, so that every reference points into `components`.
 */
export class SchemaCollection {
  private readonly inputs = z.registry<{ id: string }>();
  private readonly outputs = z.registry<{ id: string }>();

  /** Names a schema as callers send it, and gives the reference to it; one that has a name keeps it. */
  input(id: string, schema: z.ZodType): JsonSchema {
    return reference(this.inputs, id, schema);
  }

  /** The same for a schema as we answer it. */
  output(id: string, schema: z.ZodType): JsonSchema {
    return reference(this.outputs, id, schema);
  }

  components(): Record<string, JsonSchema> {
    return { ...named(this.inputs, 'input'), ...named(this.outputs, 'output') };
  }
}

type Names = z.core.$ZodRegistry<{ id: string }>;

const reference = (names: Names, id: string, schema: z.ZodType): JsonSchema => {
  if (!names.has(schema)) names.add(schema, { id });
  return { $ref: `${COMPONENTS}${names.get(schema)?.id ?? id}` };
};

const named = (names: Names, io: 'input' | 'output'): Record<string, JsonSchema> => {
  const { schemas } = z.toJSONSchema(names, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    uri: (id) => `${COMPONENTS}${id}`,
    override: ({ zodSchema, jsonSchema }) => {
      if (io === 'input' && zodSchema._zod.def.type === 'pipe' && Object.keys(jsonSchema).length === 0) jsonSchema.$ref = CONDITION;
    },
  });
  const prefix = io === 'input' ? 'Input' : 'Output';
  const flat = Object.entries(schemas).flatMap(([id, schema]): [string, unknown][] =>
    id === SHARED ? Object.entries(schema.$defs ?? {}).map(([name, inner]) => [sharedName(prefix, name), inner]) : [[id, schema]],
  );
  return Object.fromEntries(flat.map(([id, schema]) => [id, cleaned(schema, prefix)]));
};

const sharedName = (prefix: string, name: string): string => `${prefix}.${name.replace(/^_+/, '')}`;

/** Without what only stands for the document's own place, and with references to the shared place renamed. */
const cleaned = (schema: unknown, prefix: string): JsonSchema => {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, inner]) => key !== '$schema' && !(key === '$id' && typeof inner === 'string'))
        .map(([key, inner]) => [key, key === '$ref' && typeof inner === 'string' ? renamed(inner, prefix) : walk(inner)]),
    );
  };
  return walk(schema) as JsonSchema;
};

const renamed = (reference: string, prefix: string): string => {
  const [, name] = /__shared#\/\$defs\/(.+)$/.exec(reference) ?? [];
  return name === undefined ? reference : `${COMPONENTS}${sharedName(prefix, name)}`;
};
