import { graphSchema } from '@wayfare/journey';
import { z } from 'zod';
import type { NewId } from './ids.js';
import { onGrid } from './place.js';
import { type CanvasNode, offPaper, type Sheet, type SheetChange, selectOnly, sheetOf } from './sheet.js';

/** How copied steps lie on the system's clipboard, so that they can be pasted into another journey, or another window. */
const clipSchema = z.object({ wayfare: z.literal('steps'), nodes: graphSchema.shape.nodes, edges: graphSchema.shape.edges });
export type Clip = z.infer<typeof clipSchema>;

/** The chosen nodes and the lines between them. */
export const clipOf = (sheet: Sheet, ids: ReadonlySet<string>): Clip =>
  clipSchema.parse({
    wayfare: 'steps',
    nodes: sheet.nodes.filter((node) => ids.has(node.id)).map(offPaper),
    edges: sheet.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
  });

/** Reads what lies on the clipboard; `null` where it is something else. */
export const readClip = (text: string): Clip | null => {
  if (!text.includes('"wayfare"')) return null;
  try {
    return clipSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

/** A copied condition on a copied step's messages means the copy, not the original. */
const withNewNodes = (value: unknown, renamed: ReadonlyMap<string, string>): unknown => {
  if (Array.isArray(value)) return value.map((each) => withNewNodes(each, renamed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === 'message' && typeof inner === 'object' && inner !== null && 'node' in inner && typeof inner.node === 'string'
        ? [key, { ...inner, node: renamed.get(inner.node) ?? inner.node }]
        : [key, withNewNodes(inner, renamed)],
    ),
  );
};

const moved = (node: CanvasNode, by: { x: number; y: number }): CanvasNode => ({
  ...node,
  position: onGrid({ x: node.position.x + by.x, y: node.position.y + by.y }),
});

/**
 * Lays copies onto a sheet, with ids of their own.
 * @param by how far from where the originals stood
 */
export const paste =
  (clip: Clip, by: { readonly x: number; readonly y: number }, newId: NewId): SheetChange =>
  (sheet) => {
    const renamed = new Map(clip.nodes.map((node) => [node.id, newId('n')]));
    const idOf = (id: string): string => renamed.get(id) ?? id;
    const copies = graphSchema.parse({
      nodes: clip.nodes.map((node) => ({ ...node, id: idOf(node.id), data: withNewNodes(node.data, renamed) })),
      edges: clip.edges.map((edge) => ({ ...edge, id: newId('e'), source: idOf(edge.source), target: idOf(edge.target) })),
    });
    const copied = sheetOf(copies);
    const all: Sheet = {
      ...sheet,
      nodes: [...sheet.nodes, ...copied.nodes.map((node) => moved(node, by))],
      edges: [...sheet.edges, ...copied.edges],
    };
    return selectOnly(new Set(renamed.values()))(all);
  };

/** From the clip's own middle to a point. */
export const offsetTo = (clip: Clip, point: { readonly x: number; readonly y: number }): { x: number; y: number } => {
  const xs = clip.nodes.map((node) => node.position.x);
  const ys = clip.nodes.map((node) => node.position.y);
  return { x: point.x - (Math.min(...xs) + Math.max(...xs)) / 2, y: point.y - (Math.min(...ys) + Math.max(...ys)) / 2 };
};
