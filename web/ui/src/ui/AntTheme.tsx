import ConfigProvider from 'antd/es/config-provider';
import antTheme from 'antd/es/theme';
import type { ReactNode } from 'react';
import { tokensOf, useTheme } from './theme.ts';

/** The one place where Ant Design learns how Weir looks. Around the few of its components that are used. */
export function AntTheme({ children }: { children: ReactNode }) {
  const theme = useTheme();
  const t = tokensOf(theme);
  return (
    <ConfigProvider
      theme={{
        cssVar: { key: `weir-${theme}` },
        algorithm: theme === 'dark' ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
        token: {
          colorPrimary: t.accent,
          colorLink: t['accent-text'],
          colorText: t.text,
          colorTextSecondary: t['text-2'],
          colorTextTertiary: t['text-3'],
          colorTextPlaceholder: t['text-3'],
          colorBgLayout: t.canvas,
          colorBgContainer: t.surface,
          colorBgElevated: t.surface,
          colorFillTertiary: t.sunken,
          colorFillSecondary: t.hover,
          colorBorder: t.control,
          colorBorderSecondary: t.line,
          colorSuccess: t.ok,
          colorWarning: t.warn,
          colorError: t.bad,
          controlHeight: 28,
          fontSize: 13,
          borderRadius: 4,
          borderRadiusLG: 6,
          fontFamily: 'var(--sans)',
          motion: false,
        },
      }}
    >
      {children}
    </ConfigProvider>
  );
}
