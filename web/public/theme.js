// Runs before the first paint, so that a chosen theme never flashes. In its own file because inline code is forbidden.
try {
  const theme = localStorage.getItem('threadkeep.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}
