const HAN = String.raw`[\p{Script=Han}，。、；：？（）“”]`;
const BETWEEN_CHINESE = new RegExp(`(?<=${HAN}) (?=${HAN})`, 'gu');
const AT_PUNCTUATION = /(?<=[（，。；：？]) | (?=[），。；：？])/gu;

/**
 * Templates part Chinese from what is put into them by a space, since nobody knows beforehand whether that is Latin; between two Chinese words, and at
 * Chinese punctuation, there is none.
 */
export const tight = (text: string): string => text.replace(/ {2,}/g, ' ').replace(BETWEEN_CHINESE, '').replace(AT_PUNCTUATION, '').trim();
