/**
 * Consistent hashing: which server owns which key, so that a server that comes or goes moves few
 * keys that are not its own.
 *
 * <p>Start with {@link io.ringkeeper.hashing.ConsistentHash}, a ring that changes, or with a {@link
 * io.ringkeeper.hashing.Strategy}, which makes a {@link io.ringkeeper.hashing.LookupTable} of
 * {@link io.ringkeeper.hashing.Members}. The package has no dependencies.
 *
 * <table>
 *   <caption>What to expect, with equal weights</caption>
 *   <tr><th></th><th>largest share over the mean</th>
 *       <th>moves between the others when one of 50 goes</th><th>weights</th></tr>
 *   <tr><td>{@link io.ringkeeper.hashing.RingStrategy ring}</td><td>up to 1.37, spread ids</td>
 *       <td>up to 45 of 512 slots, on a full ring</td><td>no</td></tr>
 *   <tr><td>{@link io.ringkeeper.hashing.MaglevStrategy maglev}</td><td>as even as can be</td>
 *       <td>0.43 % on average</td><td>yes</td></tr>
 *   <tr><td>{@link io.ringkeeper.hashing.RendezvousStrategy rendezvous}</td>
 *       <td>about 1.07 with 50</td><td>none</td><td>yes</td></tr>
 *   <tr><td>… capped at 1.01</td><td>1.01</td><td>0.12 % on average</td><td>yes</td></tr>
 * </table>
 *
 * <h2>The ring</h2>
 *
 * <p>A ring has S slots, a power of two. Each server stands on it V times, as its virtual servers
 * (mission: S = 512, V = 9):
 *
 * <pre>
 *   key i               wants slot  H(i)     =  i + 2i² + 17         mod S
 *   virtual server i,j  wants slot  Phi(i,j) =  i + j + 2j² + 25     mod S,   j = 0 .. V-1
 * </pre>
 *
 * <p>Virtual servers are placed in ascending (i, j); one whose slot is taken probes the next slot,
 * and the next. So the ring depends on the set of servers alone, never on its history. A key
 * belongs to the first virtual server at its slot or clockwise (upwards, and from the last slot to
 * the first) from it. S slots hold S / V servers; one more is refused before anything is placed, so
 * probing ends.
 *
 * <p>A change moves the keys of the server that comes or goes. As the others are placed afresh,
 * some of them may probe differently, and a few more keys move: of 512 slots, when one of N spread
 * servers leaves, none for N up to 5, at most 1 up to 11, 9 up to 45, and 45 on a full ring.
 *
 * <p>Arithmetic wraps modulo 2<sup>64</sup>, and the slot is taken with {@code & (S - 1)}: because
 * S divides 2<sup>64</sup>, the result is exact for every key, also where {@code i²} overflows, and
 * never negative, as {@code %} would be. {@code x + 2x² + c} permutes the residues of any power of
 * two, for two values differ by {@code (x - y)(1 + 2(x + y))}, whose second factor is odd: so H
 * spreads consecutive keys evenly, and a server's own virtual servers never want the same slot.
 * Phi, however, is one pattern shifted by i, so <em>consecutive</em> ids share badly: see {@link
 * io.ringkeeper.hashing.RingIds}.
 *
 * <h2>Layout</h2>
 *
 * <p>The search is done when the ring is built. Two tables of S ints each hold indices into the
 * sorted ids:
 *
 * <pre>
 *   ids      [ 1  2  3 ]                          the members, ascending
 *
 *   slot     …  25 26 27 28 29 30 31 32 … 36 37 38
 *   placed   …   .  0  1  2  0  1  2  . …  0  1  2    whose virtual server stands there
 *   owners   …   0  0  1  2  0  1  2  0 …  0  1  2    the same, or the first clockwise
 * </pre>
 *
 * <p>A lookup is {@code ids[owners[H(key) & (S - 1)]]}: O(1), two array reads, no allocation; the
 * mission's owners take 2 KiB and stay in the first-level cache. A build is O(S + members · V)
 * besides probing, and happens aside: the ring that readers hold is never touched.
 *
 * <h2>References</h2>
 *
 * <ul>
 *   <li>D. Karger, E. Lehman, T. Leighton, R. Panigrahy, M. Levine, D. Lewin: <a
 *       href="https://doi.org/10.1145/258533.258660">Consistent Hashing and Random Trees</a>, STOC
 *       1997: the ring, and why a server stands on it more than once.
 *   <li>R. Rivest: Permutation Polynomials Modulo 2<sup>w</sup>, Finite Fields and Their
 *       Applications 7, 2001: which polynomials are permutations, in general.
 *   <li>D. Knuth: The Art of Computer Programming 3, 6.4: linear probing.
 * </ul>
 */
@NullMarked
package io.ringkeeper.hashing;

import org.jspecify.annotations.NullMarked;
