import type { FileHandle } from 'node:fs/promises';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { ImportProblem } from '../problem.js';
import type { Spooled } from './spool.js';
import type { TableRow } from './table.js';

/** A column of a row group is unpacked as a whole: what is larger does not belong into memory. */
const MOST_BYTES = 256 * 1024 * 1024;
const ROWS_AT_A_TIME = 20_000;

const broken = (): ImportProblem => new ImportProblem('broken_file', 'The Parquet file is damaged, or packed in a way that can’t be read.');

const bufferOf = (handle: FileHandle, byteLength: number): AsyncBuffer => ({
  byteLength,
  slice: async (start, end = byteLength) => {
    const bytes = Buffer.alloc(Math.max(0, end - start));
    await handle.read(bytes, 0, bytes.length, start);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  },
});

const MIDNIGHT = /T00:00:00\.000Z$/;

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().replace(MIDNIGHT, '');
  if (typeof value === 'object') return Array.isArray(value) ? value.map(cellOf).join(';') : JSON.stringify(value);
  return String(value);
};

/**
 * The rows of a Parquet file, the names of its columns first.
 * @throws ImportProblem `broken_file`, `too_packed`
 */
export async function* parquetRows({ handle, size }: Spooled): AsyncGenerator<TableRow[]> {
  const file = bufferOf(handle, size);
  const metadata = await readMetadata(file);
  if (metadata.row_groups.some((group) => Number(group.total_byte_size) > MOST_BYTES))
    throw new ImportProblem('too_packed', 'A row group of the file takes too much room. Write the file with smaller row groups.');
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  yield [{ number: 1, cells: columns }];
  const total = Number(metadata.num_rows);
  for (let rowStart = 0; rowStart < total; rowStart += ROWS_AT_A_TIME) {
    const rows = await readRows(file, metadata, rowStart, Math.min(total, rowStart + ROWS_AT_A_TIME));
    yield rows.map((row, at) => ({ number: rowStart + at + 2, cells: columns.map((name) => cellOf(row[name])) }));
  }
}

const readMetadata = async (file: AsyncBuffer): Promise<FileMetaData> => {
  try {
    return await parquetMetadataAsync(file);
  } catch {
    throw broken();
  }
};

const readRows = async (
  file: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<Record<string, unknown>[]> => {
  try {
    return await parquetReadObjects({ file, metadata, rowStart, rowEnd });
  } catch {
    throw broken();
  }
};
