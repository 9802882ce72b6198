// Words as they are typed in a hurry: without case, without accents ("Đường dây nóng" becomes "duong day nong").

export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
}

// How well `label` answers `query`: 0 not at all; the more, the better. Accents, when typed, count.
export function score(label, query) {
  const wanted = fold(query);
  if (!wanted) return 1;
  const folded = fold(label);
  const words = folded.split(/[^\p{L}\p{N}]+/u);
  const parts = wanted.split(/\s+/);
  if (!parts.every((part) => folded.includes(part))) return 0;
  let points = 1;
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) points += 2;
  if (folded.includes(wanted)) points += 2;
  if (folded.startsWith(wanted)) points += 2;
  if (label.normalize("NFC").toLowerCase().includes(query.normalize("NFC").toLowerCase().trim())) points += 1;
  return points;
}
