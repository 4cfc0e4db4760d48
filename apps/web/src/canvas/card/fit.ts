/** How a drawing is fitted into view: never larger than it is, and clear of the bars at the edges. */
export const FIT = { padding: { top: '44px', right: '40px', bottom: '76px', left: '40px' }, maxZoom: 1 } as const;
