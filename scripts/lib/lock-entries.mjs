const SYSTEMS = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  freebsd: 'freebsd',
  android: 'android',
  openharmony: 'openharmony',
};
const CHIPS = ['wasm32', 'arm64', 'arm', 'x64', 'ia32', 'riscv64', 's390x', 'ppc64', 'loong64'];

/** What kind of machine a package is for, as far as its name says: `@swc/core-linux-x64-musl` → linux, x64, musl. Undefined where it says nothing. */
export const machineOf = (name) => {
  const words = name.split(/[/-]/);
  const os = words.map((word) => SYSTEMS[word]).find(Boolean);
  const cpu = words.find((word) => CHIPS.includes(word));
  if (cpu === 'wasm32') return { cpu: [cpu] };
  if (!os || !cpu) return undefined;
  const libc =
    os !== 'linux'
      ? undefined
      : words.some((word) => word.startsWith('musl'))
        ? 'musl'
        : words.some((word) => word.startsWith('gnu'))
          ? 'glibc'
          : undefined;
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) };
};

/** The version that the package at `from` would be given: what stands beside it or, failing that, further up. */
const versionSeen = (packages, from, name) => {
  for (let place = from; ; place = place.includes('/node_modules/') ? place.slice(0, place.lastIndexOf('/node_modules/')) : '') {
    const found = packages[place ? `${place}/node_modules/${name}` : `node_modules/${name}`];
    if (found) return found.version;
    if (!place) return undefined;
  }
};

/**
 * The entries that are missing from a lock: packages for other kinds of machines, which npm leaves out where the registry at hand does not
 * carry them. Without them `npm ci` refuses the lock, and on those machines it would be wrong. Where another version has the place at the top,
 * an entry stands below the package that asks for it.
 */
export const missingEntries = (packages) => {
  const missing = {};
  for (const [from, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const machine = machineOf(name);
      const all = { ...packages, ...missing };
      if (!machine || !/^\d/.test(version) || versionSeen(all, from, name) === version) continue;
      const place = all[`node_modules/${name}`] ? `${from}/node_modules/${name}` : `node_modules/${name}`;
      missing[place] = { version, ...machine, ...(dev ? { dev: true } : {}), optional: true };
    }
  }
  return missing;
};
