import { getNodesBounds, getViewportForBounds, type Node } from '@xyflow/react';

const MARGIN = 48;
const LARGEST = 4096;

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
  const url = await draw(paper, {
    backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--paper'),
    width,
    height,
    pixelRatio: 2,
    skipFonts: true,
    style: { width: `${width}px`, height: `${height}px`, transform: `translate(${view.x}px, ${view.y}px) scale(${view.zoom})` },
  });
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName}.${format}`;
  link.click();
};
