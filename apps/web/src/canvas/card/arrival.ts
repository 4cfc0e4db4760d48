import { useEffect, useMemo, useState } from 'react';
import { heightOf, widthOf } from '../sheet/place.js';
import type { CanvasEdge, CanvasNode } from '../sheet/sheet.js';
import { isLarge, startOf, viewOfStart } from './fit.js';

/** So many cards are put on the paper between two frames: a tenth of a second of work or so. */
const AT_ONCE = 45;

export const boxesIn = (nodes: readonly CanvasNode[]) =>
  nodes.map((node) => ({ id: node.id, type: node.type, ...node.position, width: widthOf(node), height: heightOf(node) }));

/** The cards of a large drawing that nobody sees when it opens, the nearest to what one sees first. None of a small one. */
export const awayAtFirst = (nodes: readonly CanvasNode[], window: { readonly width: number; readonly height: number }): string[] => {
  const cards = boxesIn(nodes);
  if (!isLarge(cards, window)) return [];
  const { x, y, zoom } = viewOfStart(cards, window);
  // the paper is smaller than the window, and begins anywhere within it
  const far = (low: number, size: number, from: number, room: number): number => Math.max(0, from - (low + size), low - (from + room));
  const start = startOf(cards);
  const [left, top, width, height] = [-x / zoom, -y / zoom, window.width / zoom, window.height / zoom];
  return cards
    .map((card) => ({
      id: card.id,
      outside: Math.max(far(card.x, card.width, left, width), far(card.y, card.height, top, height)),
      away: Math.hypot(card.x - start.x, card.y - start.y),
    }))
    .filter(({ outside }) => outside > 0)
    .sort((one, other) => one.away - other.away)
    .map(({ id }) => id);
};

interface Drawing {
  readonly nodes: CanvasNode[];
  readonly edges: CanvasEdge[];
}

/** What of a drawing stands on the paper by now: what is in view when it opens, and then frame by frame the rest, so that nobody waits for hundreds of cards that they don't look at. A small drawing is there at once. */
export const useArrival = (nodes: CanvasNode[], edges: CanvasEdge[]): Drawing => {
  const [away, setAway] = useState(() => awayAtFirst(nodes, { width: window.innerWidth, height: window.innerHeight }));
  useEffect(() => {
    if (away.length === 0) return;
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => setAway((rest) => rest.slice(AT_ONCE)));
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [away]);
  return useMemo(() => {
    if (away.length === 0) return { nodes, edges };
    const missing = new Set(away);
    return {
      nodes: nodes.filter(({ id }) => !missing.has(id)),
      edges: edges.filter(({ source, target }) => !missing.has(source) && !missing.has(target)),
    };
  }, [nodes, edges, away]);
};
