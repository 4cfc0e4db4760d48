import type { Dice } from './dice.js';

const SURNAMES =
  'Li Wang Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao';
const SYLLABLES =
  'ming wei fang jing lei yan jun hui ping xin hong yu bo na tao qiang min jie ling xiu lan gang peng chao rui kai ning shan hao bin';
const [surnames, syllables] = [SURNAMES.split(' '), SYLLABLES.split(' ')];

export interface Name {
  readonly surname: string;
  readonly given: string;
}

export const drawSurname = (dice: Dice): string => dice.one(surnames);

export const drawGiven = (dice: Dice): string => {
  const [first, second] = [dice.one(syllables), dice.one(syllables)];
  return first.charAt(0).toUpperCase() + first.slice(1) + second;
};

/** As one or another end writes a name: the surname first or last, in capitals, or its first letter alone. */
export const spellName = ({ surname, given }: Name, dice: Dice): string =>
  dice.one([`${surname} ${given}`, `${given} ${surname}`, `${surname} ${given}`.toUpperCase(), `${surname.charAt(0)}. ${given}`]);

/** As one or another end writes an address. */
export const spellEmail = (address: string, dice: Dice): string => {
  const capital = address.charAt(0).toUpperCase() + address.slice(1);
  return dice.one([address, address, capital, address.toUpperCase(), ` ${address} `]);
};

/** As one or another end writes a mobile number of eleven digits: with or without the country, blanks, dashes, full-width digits. */
export const spellPhone = (digits: string, dice: Dice): string => {
  const parts = [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)];
  const wide = digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return dice.one([digits, `+86${digits}`, `0086 ${digits}`, `+86 ${parts.join(' ')}`, parts.join('-'), `0${digits}`, wide]);
};
