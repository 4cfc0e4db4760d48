/** The id of the line at a place of the page: the line itself, or its label or `+`. */
export const edgeUnder = (target: EventTarget | null): string | null => {
  if (!(target instanceof Element)) return null;
  const onLine = target.closest('.react-flow__edge');
  if (onLine) return onLine.getAttribute('data-id');
  return target.closest('[data-edge]')?.getAttribute('data-edge') ?? null;
};
