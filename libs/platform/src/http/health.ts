/** Asks one part of the house whether it works; it throws where it does not. */
export type HealthProbe = () => Promise<unknown>;

export interface Health {
  readonly ok: boolean;
  /** `ok`, or what is wrong, for each part. */
  readonly parts: Readonly<Record<string, string>>;
}

const PROBE_MS = 3_000;

const within = async (probe: HealthProbe, ms: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([probe(), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Asks all parts at once; none is waited for longer than three seconds. */
export const checkHealth = async (probes: Readonly<Record<string, HealthProbe>>, ms = PROBE_MS): Promise<Health> => {
  const parts = await Promise.all(
    Object.entries(probes).map(async ([name, probe]): Promise<[string, string]> => {
      try {
        await within(probe, ms);
        return [name, 'ok'];
      } catch (error) {
        return [name, error instanceof Error ? error.message : String(error)];
      }
    }),
  );
  return { ok: parts.every(([, state]) => state === 'ok'), parts: Object.fromEntries(parts) };
};
