'use strict';

exports.importRows = async function (rows) {
  const kept = rows.filter((row) => Number.isInteger(row.amount));
  if (kept.length < rows.length) {
    throw new Error(`${rows.length - kept.length} rows have no amount`);
  }
  return kept.length;
};
