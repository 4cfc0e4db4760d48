import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Mantine asks for ten shades; every one of them is a token, so that both themes follow from tokens.css alone. */
const shades = (name: string): MantineColorsTuple => [
  `var(--${name}-soft)`,
  `var(--${name}-soft)`,
  `var(--${name}-soft)`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
  `var(--${name})`,
];

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'seal',
  primaryShade: 6,
  colors: { seal: shades('seal'), good: shades('good'), warn: shades('warn'), bad: shades('bad') },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: 'var(--radius-s)', md: 'var(--radius)', lg: 'var(--radius)', xl: '99px' },
  spacing: { xs: 'var(--s1)', sm: 'var(--s2)', md: 'var(--s3)', lg: 'var(--s4)', xl: 'var(--s5)' },
  fontSizes: { xs: 'var(--t-xs)', sm: 'var(--t-s)', md: 'var(--t-m)', lg: 'var(--t-l)', xl: 'var(--t-xl)' },
  headings: { fontFamily: 'var(--font)', fontWeight: '620' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: { centered: true, radius: 'md', padding: 'var(--s5)', overlayProps: { color: 'var(--veil)', backgroundOpacity: 1 } },
    },
    Drawer: {
      defaultProps: { position: 'right', size: 440, padding: 'var(--s5)', overlayProps: { color: 'var(--veil)', backgroundOpacity: 1 } },
    },
    Menu: { defaultProps: { radius: 'md', shadow: 'md', withinPortal: true } },
    Popover: { defaultProps: { radius: 'md', shadow: 'md', withinPortal: true } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 'var(--t-s)' } },
    NumberInput: { defaultProps: { hideControls: true } },
    Select: { defaultProps: { allowDeselect: false, comboboxProps: { shadow: 'md', radius: 'md' } } },
  },
});

const variables = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--seal)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--on-seal)',
  '--mantine-primary-color-filled': 'var(--seal)',
  '--mantine-primary-color-filled-hover': 'var(--seal-deep)',
  '--mantine-primary-color-light': 'var(--seal-soft)',
  '--mantine-primary-color-light-hover': 'var(--seal-soft)',
  '--mantine-primary-color-light-color': 'var(--seal)',
  '--mantine-shadow-md': 'var(--shadow-up)',
  '--mantine-shadow-xl': 'var(--shadow-up)',
};

/** Its dark theme reads greys of its own for fields and lists; they are the same tokens. */
const dark = {
  ...variables,
  '--mantine-color-dark-4': 'var(--line-strong)',
  '--mantine-color-dark-5': 'var(--sunken)',
  '--mantine-color-dark-6': 'var(--surface)',
  '--mantine-color-dark-7': 'var(--surface)',
  '--mantine-color-dark-8': 'var(--sunken)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark });
