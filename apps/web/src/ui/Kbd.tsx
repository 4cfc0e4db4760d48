import styles from './Kbd.module.css';
import { keyText } from './keys.js';

/** A key as it is written on this machine's keyboard: `Mod+S` is ⌘S on a Mac and Ctrl S elsewhere. */
export const Kbd = ({ keys }: { keys: string }) => <kbd className={styles.kbd}>{keyText(keys)}</kbd>;
