/** How many of its smallest units one of a currency has: 1 of won and yen, 100 of dollars, and of what nobody knows. */
export const smallestUnitsOf = (currency: string): number => {
  if (!/^[A-Za-z]{3}$/.test(currency)) return 100
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return 10 ** maximumFractionDigits
}
