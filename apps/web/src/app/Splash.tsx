import { Mark } from '../ui/Mark.js';
import styles from './Splash.module.css';

/** What stands there while the first answers come: shown only when that takes long enough to notice. */
export const Splash = () => (
  <div className={styles.splash} aria-busy="true">
    <Mark size={44} />
  </div>
);
