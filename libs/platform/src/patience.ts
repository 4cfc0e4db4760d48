/** Into how many spans a wait is cut. */
const SPANS = 10;

/**
 * What comes of `work`, if it comes in time. Only time counts in which this process had its turns: after each tenth of `ms` whatever lies there is read before the next begins. So a process that was busy with itself for long,
 * or got no processor, does not take an answer for late that it merely has not read yet.
 * @param late what is thrown when it does not come in time; the work itself goes on
 */
export const patiently = <T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    let spans = 0;
    let timer: NodeJS.Timeout;
    const span = (): void => {
      timer = setTimeout(() => {
        // between a timer and an immediate the process reads what has arrived
        setImmediate(() => {
          spans += 1;
          if (spans === SPANS) reject(late());
          else if (spans > 0) span();
        });
      }, ms / SPANS);
    };
    const settle = (): void => {
      spans = Number.NEGATIVE_INFINITY;
      clearTimeout(timer);
    };
    span();
    work.then(
      (result) => {
        settle();
        resolve(result);
      },
      (error: unknown) => {
        settle();
        reject(error);
      },
    );
  });
