/** Programs that follow links and load pictures without a person: gateways, crawlers, previewers, libraries, by the names they give themselves. */
const PROGRAMS =
  /(?<!cu)bot\b|crawl|spider|slurp|scanner|preview|prefetch|barracuda|proofpoint|mimecast|symantec|fireeye|safelinks|urldefense|headless|phantomjs|\bjava\/|\b(?:python|curl|wget|libwww|go-http-client|node|undici|axios|ruby|perl|php)\b/i;

/** Apple's Mail Privacy Protection loads every picture by itself, read or unread, under this name alone. */
const APPLE_PROXY = 'Mozilla/5.0';

/** Gateways look at what they let through before anyone can have read it. */
const TOO_SOON_SECONDS = 1;

/**
 * Whether a loaded pixel was a machine's doing and says nothing of a person. The proxies of Gmail and Yahoo (`GoogleImageProxy`, `YahooMailProxy`) count as
 * the person behind them: they load a picture when, and only when, the mail is opened.
 * @param secondsSinceHandOver null where it is not known; 0 under a clock that stands still, which says nothing
 */
export const isMachineOpen = (userAgent: string, secondsSinceHandOver: number | null): boolean => {
  const name = userAgent.trim();
  const isTooSoon = secondsSinceHandOver !== null && secondsSinceHandOver > 0 && secondsSinceHandOver < TOO_SOON_SECONDS;
  return isTooSoon || name === '' || name === APPLE_PROXY || PROGRAMS.test(name);
};

/** Whether a followed link was a machine's doing. A bare `Mozilla/5.0` is a person here: Apple's proxy loads pictures and follows no links. */
export const isMachineClick = (userAgent: string, method: string): boolean =>
  method === 'HEAD' || userAgent.trim() === '' || PROGRAMS.test(userAgent);
