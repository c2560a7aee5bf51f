/** An answer may hold what a tenant sent: nothing keeps it, renders it, embeds it or guesses what it is. */
export const securityHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** A year, and only on answers over TLS: on others it has no meaning (RFC 6797). */
export const transportHeaders = { 'Strict-Transport-Security': 'max-age=31536000' } as const;
