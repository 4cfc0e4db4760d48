import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './Button.module.css';
import { Icon } from './Icon.js';
import type { IconName } from './icons.js';
import { Tip } from './Tip.js';

/** `seal`: the one act that matters on a page. `danger`: what takes something away. `quiet`: without a frame. */
export type ButtonKind = 'plain' | 'seal' | 'quiet' | 'danger';

interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  readonly kind?: ButtonKind | undefined;
  readonly icon?: IconName | undefined;
  /** Under way: the button waits and can't be pressed a second time. */
  readonly busy?: boolean | undefined;
  readonly small?: boolean | undefined;
  readonly wide?: boolean | undefined;
  readonly children?: ReactNode;
}

export const Button = ({
  kind = 'plain',
  icon,
  busy = false,
  small = false,
  wide = false,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps) => (
  <button
    {...rest}
    type={type}
    className={`${styles.button} ${className ?? ''}`}
    data-kind={kind}
    data-small={small || undefined}
    data-wide={wide || undefined}
    data-busy={busy || undefined}
    disabled={disabled || busy}
    aria-busy={busy || undefined}
  >
    {icon ? <Icon name={icon} size={small ? 13 : 14} /> : null}
    {children}
  </button>
);

interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label'> {
  readonly icon: IconName;
  /** What it does: the tooltip, and what a screen reader says. */
  readonly label: string;
  readonly kind?: ButtonKind | undefined;
  readonly size?: number | undefined;
  /** The key that does the same, shown in the tooltip. */
  readonly keys?: string | undefined;
}

export const IconButton = ({ icon, label, kind = 'quiet', size = 16, keys, className, type = 'button', ...rest }: IconButtonProps) => (
  <Tip label={label} keys={keys}>
    <button {...rest} type={type} className={`${styles.button} ${styles.square} ${className ?? ''}`} data-kind={kind} aria-label={label}>
      <Icon name={icon} size={size} />
    </button>
  </Tip>
);
