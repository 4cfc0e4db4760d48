// Runs in the page, before anything else of it (measure.ts): what is measured from within.
(() => {
  const PERFORMED_WORK = 1;
  /** Components that are functions; memo and forwardRef among them. */
  const FUNCTIONS = [0, 11, 14, 15];

  let renders = { cards: {}, lines: {} };
  const count = ({ memoizedProps: props }) => {
    const group =
      props && 'positionAbsoluteX' in props ? renders.cards : props && 'sourceX' in props && 'source' in props ? renders.lines : null;
    if (group && typeof props.id === 'string') group[props.id] = (group[props.id] ?? 0) + 1;
  };
  const walk = (fiber, before) => {
    if (FUNCTIONS.includes(fiber.tag) && (fiber.flags & PERFORMED_WORK) !== 0) count(fiber);
    if (before !== null && fiber.child === before.child) return;
    // what a commit did not come by is the same object as before
    for (let child = fiber.child; child; child = child.sibling) if (child !== child.alternate) walk(child, child.alternate);
  };

  // takes the place of React's developer tools, and is told of every commit
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
    onCommitFiberRoot: (_, root) => walk(root.current, root.current.alternate),
  };

  const drawn = () => {
    const all = [...document.querySelectorAll('.react-flow__node')];
    return all.every(({ style }) => style.visibility !== 'hidden') ? all.map((card) => card.dataset.id) : [];
  };
  const frame = () => new Promise(requestAnimationFrame);
  /** The ids of the cards, once there are so many. */
  const cardsOnce = async (many) => {
    for (;;) {
      await frame();
      const ids = drawn();
      if (ids.length >= many) return ids;
    }
  };

  /** Milliseconds from the next click until the first cards were painted, which these are, and until so many were. */
  const opening = async (cards) => {
    const { timeStamp } = await new Promise((clicked) => document.addEventListener('click', clicked, { capture: true, once: true }));
    // the frame after the one in which they stand has shown them
    const sinceThen = () => frame().then(() => performance.now() - timeStamp);
    const first = await cardsOnce(1);
    const [viewMs, wholeMs] = await Promise.all([sinceThen(), cardsOnce(cards).then(sinceThen)]);
    return { viewMs, wholeMs, first };
  };

  let shown = 0;
  let since = 0;
  const next = () => {
    shown += 1;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);

  const inView = () => {
    const paper = document.querySelector('.react-flow').getBoundingClientRect();
    const lies = ({ left, top, right, bottom }) => left < paper.right && right > paper.left && top < paper.bottom && bottom > paper.top;
    return [...document.querySelectorAll('.react-flow__node')]
      .filter((card) => lies(card.getBoundingClientRect()))
      .map((card) => card.dataset.id);
  };

  let opened = null;
  window.measure = {
    begin: () => {
      renders = { cards: {}, lines: {} };
      shown = 0;
      since = performance.now();
    },
    renders: () => renders,
    framesPerSecond: () => (1000 * shown) / (performance.now() - since),
    awaitOpening: (cards) => {
      opened = opening(cards);
    },
    opened: () => opened,
    allInView: async (cards) => {
      while (inView().length < cards) await frame();
    },
    inView,
  };
})();
