// Before anything is painted: the theme and the language this browser has chosen. Everything else waits for the program.
try {
  const theme = localStorage.getItem('mooring.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const language = localStorage.getItem('mooring.language');
  if (language === 'zh-CN' || language === 'en-US') document.documentElement.lang = language;
} catch {
  // A browser that stores nothing gets the defaults.
}
