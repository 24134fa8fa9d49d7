const headers = [
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Content-Security-Policy', value: "default-src 'self'; frame-ancestors 'none'" },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
];

export default {
  poweredByHeader: false,
  async headers() {
    return [{ source: '/:path*', headers }];
  },
};
