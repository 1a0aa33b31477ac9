// Random inputs of any length that nobody has to store, the twin of src/model/tasks/counter.ts: the very same integers.

// 32 random bits that belong to one step of each of four sequences, whose words come in two halves of 16 bits.
fn counterHash(high: vec4f, low: vec4f, count: u32) -> vec4u {
  let word = (vec4u(high) << vec4u(16u)) | vec4u(low);
  return counterMix(word ^ counterMix(vec4u(count + 0x9e3779b9u)));
}

fn counterMix(word: vec4u) -> vec4u {
  var x = (word ^ (word >> vec4u(16u))) * 0x85ebca6bu;
  x = (x ^ (x >> vec4u(13u))) * 0xc2b2ae35u;
  return x ^ (x >> vec4u(16u));
}
