/**
 * PostgreSQL for one machine that does other things too. Every commit is durable; the write-ahead log is given room, since a step of the engine
 * writes tens of megabytes at once; planning by compiling is off, since most statements are short.
 */
export const ONE_MACHINE: Readonly<Record<string, string | number>> = {
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  max_connections: 200,
  max_wal_size: '4GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  synchronous_commit: 'on',
  random_page_cost: 1.1,
  jit: 'off',
};
