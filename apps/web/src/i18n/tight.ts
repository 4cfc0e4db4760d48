const HAN = String.raw`[\p{Script=Han}，。、；：？（）“”]`;
const LOOSE = new RegExp(`(?<=${HAN}) (?=${HAN})`, 'gu');

/** Sentences part Chinese from Latin by a space; between two Chinese words, which a value may bring, there is none. */
export const tight = (text: string): string => text.replace(LOOSE, '').replace(/ {2,}/g, ' ').trim();
