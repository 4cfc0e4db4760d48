/** The fields that were given: a body's absent fields must not overwrite what is stored with `undefined`. */
export const given = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } => {
  const fields: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in value) {
    const field = value[key];
    if (isGiven(field)) fields[key] = field;
  }
  return fields;
};

const isGiven = <V>(field: V): field is Exclude<V, undefined> => field !== undefined;
