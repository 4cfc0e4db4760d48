import type { Segment } from '@wayfare/contracts';
import { type Condition, conditionSchema, notFound } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

export interface SegmentRow {
  id: string;
  name: string;
  condition: unknown;
  createdAt: Date;
  updatedAt: Date;
}

export const SEGMENT_COLUMNS = 'id, name, condition, created_at AS "createdAt", updated_at AS "updatedAt"';
const BY_ID = `SELECT ${SEGMENT_COLUMNS} FROM segments WHERE id = $1`;

export const toSegment = (row: SegmentRow): Segment => ({
  id: row.id,
  name: row.name,
  condition: conditionSchema.parse(row.condition),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** @throws AppError `not_found` */
export const readSegment = async (sql: Sql, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Segment> => {
  const [row] = await sql.query<SegmentRow>(`${BY_ID} ${lock}`, [id]);
  if (!row) throw notFound('segment', id);
  return toSegment(row);
};

/** A segment as a condition. */
export const asCondition = (segmentId: string): Condition => ({ segment: segmentId });
