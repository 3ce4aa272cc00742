import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from './format.ts';
import type { createMooringRouter } from './router.tsx';
import { antdTheme } from './theme/antd-theme.ts';
import { useTheme } from './theme/use-theme.ts';
import { PHONE, STILL, useMedia } from './use-media.ts';

interface AppProps {
  readonly cache: QueryClient;
  readonly router: ReturnType<typeof createMooringRouter>;
}

/** Everything that is shown, in the language and the theme chosen. */
export function App({ cache, router }: AppProps) {
  const { i18n } = useTranslation();
  const theme = useTheme();
  const locale = i18n.language as Locale;
  const still = useMedia(STILL);
  const phone = useMedia(PHONE);
  const design = useMemo(() => antdTheme(theme, locale, { still, phone }), [theme, locale, still, phone]);
  return (
    <QueryClientProvider client={cache}>
      <ConfigProvider
        theme={design}
        locale={locale === 'zh-CN' ? zhCN : enUS}
        wave={{ disabled: true }}
        // Else 完成 becomes 完 成.
        button={{ autoInsertSpace: false }}
      >
        <RouterProvider router={router} />
      </ConfigProvider>
    </QueryClientProvider>
  );
}
