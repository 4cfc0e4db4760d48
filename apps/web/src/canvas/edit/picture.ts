import { getNodesBounds, getViewportForBounds, type Node } from '@xyflow/react';

const MARGIN = 48;
const LARGEST = 4096;

/** The picture's maker copies no styles into an svg, so the lines are given theirs by hand for as long as it works. Returns the way back. */
const writeStrokes = (paper: HTMLElement): (() => void) => {
  const lines = [...paper.querySelectorAll<SVGPathElement>('.react-flow__edge-path')];
  const before = lines.map((line) => line.getAttribute('style'));
  for (const line of lines) {
    const { stroke, strokeWidth, strokeDasharray, opacity } = getComputedStyle(line);
    Object.assign(line.style, { stroke, strokeWidth, strokeDasharray, opacity });
  }
  return () => {
    lines.forEach((line, at) => {
      line.setAttribute('style', before[at] ?? '');
    });
  };
};

/** The whole drawing as a picture, however much of it is in view, and hands it to the browser as a file. */
export const savePicture = async (nodes: Node[], format: 'png' | 'svg', fileName: string): Promise<void> => {
  const paper = document.querySelector<HTMLElement>('.react-flow__viewport');
  if (!paper || nodes.length === 0) return;
  const bounds = getNodesBounds(nodes);
  const scale = Math.min(1, LARGEST / Math.max(bounds.width, bounds.height));
  const width = Math.ceil(bounds.width * scale) + 2 * MARGIN;
  const height = Math.ceil(bounds.height * scale) + 2 * MARGIN;
  const view = getViewportForBounds(bounds, width, height, 0.05, 1, `${MARGIN}px`);
  const { toPng, toSvg } = await import('html-to-image');
  const draw = format === 'png' ? toPng : toSvg;
  const restore = writeStrokes(paper);
  const url = await draw(paper, {
    backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--paper'),
    width,
    height,
    pixelRatio: 2,
    skipFonts: true,
    style: { width: `${width}px`, height: `${height}px`, transform: `translate(${view.x}px, ${view.y}px) scale(${view.zoom})` },
  }).finally(restore);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName}.${format}`;
  link.click();
};
