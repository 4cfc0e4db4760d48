import { isEntryKind, NODE_KINDS } from '@wayfare/journey';
import { getViewportForBounds, useNodesInitialized, useReactFlow, useStore, useStoreApi, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { shallow } from 'zustand/shallow';

interface Size {
  readonly width: number;
  readonly height: number;
}
interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** What lies over the lower edge of the paper: the bars from the left, the small map at the right. */
const BARS = 64;
const MAP = { width: 162, height: 106 };
const AIR = 12;
const EDGE = { top: 44, right: 40, bottom: BARS + AIR, left: 40 };
/** The whole width beside the bars; above the map; left of the map. The first of them that shows the cards largest is taken. */
const FRAMES = [EDGE, { ...EDGE, bottom: MAP.height + AIR }, { ...EDGE, right: MAP.width + AIR }];

const SMALLEST = 0.1;
const px = (length: number): `${number}px` => `${length}px`;

/** Room above the drawing: a little, or for the sums that lie over the upper edge. */
export const ABOVE = { paper: EDGE.top, sums: 100 };

/** Shows all cards, never larger than they are, and none of them under a bar or the small map. @param above room that is left free over them */
export const viewOf = (cards: readonly Box[], paper: Size, above: number = ABOVE.paper): Viewport => {
  const [left, top] = [Math.min(...cards.map((card) => card.x)), Math.min(...cards.map((card) => card.y))];
  const bounds = {
    x: left,
    y: top,
    width: Math.max(...cards.map((card) => card.x + card.width)) - left,
    height: Math.max(...cards.map((card) => card.y + card.height)) - top,
  };
  const views = FRAMES.map((frame) =>
    getViewportForBounds(bounds, paper.width, paper.height, SMALLEST, 1, {
      top: px(above),
      right: px(frame.right),
      bottom: px(frame.bottom),
      left: px(frame.left),
    }),
  );
  const isUnderMap = ({ x, y, zoom }: Viewport): boolean =>
    cards.some(
      (card) =>
        (card.x + card.width) * zoom + x > paper.width - MAP.width - AIR &&
        (card.y + card.height) * zoom + y > paper.height - MAP.height - AIR,
    );
  const clear = views.filter((view) => !isUnderMap(view));
  return clear.reduce((best, view) => (view.zoom > best.zoom ? view : best), clear[0] ?? { x: 0, y: 0, zoom: 1 });
};

/** A drawing of so many cards that could only be shown whole where nobody can read it is opened at its beginning. */
const MANY = 60;
const LEAST_READABLE = 0.4;
const READABLE = 0.75;

export const isLarge = (cards: readonly Box[], paper: Size): boolean => cards.length > MANY && viewOf(cards, paper).zoom < LEAST_READABLE;

interface Card extends Box {
  readonly type: string;
}

const isEntry = ({ type }: Card): boolean => NODE_KINDS.some((kind) => kind === type && isEntryKind(kind));

/** Where people come in: the uppermost entry, or else the uppermost card. */
export const startOf = (cards: readonly Card[]): Card => {
  const entries = cards.filter(isEntry);
  const [first, ...others] = entries.length > 0 ? entries : cards;
  if (!first) throw new Error('a blank paper has no beginning');
  return others.reduce((top, card) => (card.y < top.y ? card : top), first);
};

/** Shows the beginning of a large drawing so that it can be read, with no more blank paper beside it than there must be. */
export const viewOfStart = (cards: readonly Card[], paper: Size, above: number = ABOVE.paper): Viewport => {
  const start = startOf(cards);
  const [left, right] = [Math.min(...cards.map(({ x }) => x)), Math.max(...cards.map(({ x, width }) => x + width))];
  const middle = paper.width / 2 - (start.x + start.width / 2) * READABLE;
  const [most, least] = [EDGE.left - left * READABLE, paper.width - EDGE.right - right * READABLE];
  return { x: Math.min(most, Math.max(least, middle)), y: above - start.y * READABLE, zoom: READABLE };
};

/** Brings the whole drawing into view. */
export const useFit = (above: number = ABOVE.paper): ((duration?: number) => void) => {
  const flow = useReactFlow();
  const paper = useStoreApi();
  return useCallback(
    (duration = 200) => {
      const cards = flow.getNodes().map((node) => flow.getNodesBounds([node]));
      if (cards.length > 0) void flow.setViewport(viewOf(cards, paper.getState(), above), { duration });
    },
    [flow, paper, above],
  );
};

const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

interface First {
  /** As they lie when the drawing is opened. */
  readonly cards: readonly Card[];
  readonly above?: number;
}

/** Keeps the drawing in view from the start until the first touch: cards grow when their counts arrive. A large one is shown at its beginning. A part of the paper. */
export const FitAtFirst = ({ cards, above = ABOVE.paper }: First) => {
  const [atFirst] = useState(cards);
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    const touch = (): void => setTouched(true);
    for (const kind of TOUCHES) window.addEventListener(kind, touch, { once: true, capture: true });
    return () => {
      for (const kind of TOUCHES) window.removeEventListener(kind, touch, { capture: true });
    };
  }, []);
  return touched ? null : <FirstView cards={atFirst} above={above} />;
};

const FirstView = (first: Required<First>) => {
  const large = useStore(({ width, height, panZoom }) => panZoom !== null && width > 0 && isLarge(first.cards, { width, height }));
  return large ? <Begin {...first} /> : <KeepFitted above={first.above} />;
};

const Begin = ({ cards, above }: Required<First>): null => {
  const flow = useReactFlow();
  const { width, height } = useStore(({ width, height }) => ({ width, height }), shallow);
  useLayoutEffect(() => void flow.setViewport(viewOfStart(cards, { width, height }, above)), [flow, cards, width, height, above]);
  return null;
};

const KeepFitted = ({ above }: { above: number }): null => {
  const fit = useFit(above);
  const isMeasured = useNodesInitialized();
  const room = useStore(({ width, height, panZoom }) => (panZoom === null ? 0 : width * height));
  const heights = useStore(({ nodes }) => nodes.reduce((sum, node) => sum + (node.measured?.height ?? 0), 0));
  useEffect(() => {
    if (isMeasured && room > 0 && heights > 0) fit(0);
  }, [fit, isMeasured, room, heights]);
  return null;
};
