/**
 * @file Thirty everyday things as people call them in six languages, typed as a prompt: whether the nearest thing that the
 * built-in model, or another one, knows is the right one. Names of CLDR are measured by `npm run quality -- --measure words`; these are
 * plain words, some of which are no name of any emoji. Not part of `npm run bench`, as it times nothing:
 *
 *   npm run build && node bench/everyday-words.js [model]
 */
import { loadClip } from '#atelier/clip';
import { dot } from '#atelier/guidance';

const LANGUAGES = ['de', 'fr', 'es', 'ru', 'zh', 'ja'];
/** What it may be called among the model's things, then the word in each language. */
const THINGS = `
  sun: Sonne, soleil, sol, солнце, 太阳, 太陽
  moon/full moon/crescent moon: Mond, lune, luna, луна, 月亮, 月
  tree/deciduous tree/evergreen tree: Baum, arbre, árbol, дерево, 树, 木
  house: Haus, maison, casa, дом, 房子, 家
  cat: Katze, chat, gato, кошка, 猫, 猫
  dog/service dog: Hund, chien, perro, собака, 狗, 犬
  fish: Fisch, poisson, pez, рыба, 鱼, 魚
  bird: Vogel, oiseau, pájaro, птица, 鸟, 鳥
  flower/blossom: Blume, fleur, flor, цветок, 花, 花
  bicycle: Fahrrad, vélo, bicicleta, велосипед, 自行车, 自転車
  car/automobile: Auto, voiture, coche, машина, 汽车, 車
  umbrella/umbrella with rain drops: Regenschirm, parapluie, paraguas, зонт, 雨伞, 傘
  butterfly: Schmetterling, papillon, mariposa, бабочка, 蝴蝶, 蝶
  apple: Apfel, pomme, manzana, яблоко, 苹果, りんご
  heart/heart suit: Herz, cœur, corazón, сердце, 心, ハート
  star/glowing star: Stern, étoile, estrella, звезда, 星星, 星
  rocket: Rakete, fusée, cohete, ракета, 火箭, ロケット
  sailboat/motor boat/speedboat/ship/canoe: Boot, bateau, barco, лодка, 船, ボート
  key/old key: Schlüssel, clé, llave, ключ, 钥匙, 鍵
  top hat/woman's hat/cowboy hat: Hut, chapeau, sombrero, шляпа, 帽子, 帽子
  clock/alarm clock/mantelpiece clock/watch: Uhr, horloge, reloj, часы, 钟, 時計
  candle: Kerze, bougie, vela, свеча, 蜡烛, ろうそく
  mushroom: Pilz, champignon, seta, гриб, 蘑菇, きのこ
  glasses/eyeglasses: Brille, lunettes, gafas, очки, 眼镜, メガネ
  horse: Pferd, cheval, caballo, лошадь, 马, 馬
  elephant: Elefant, éléphant, elefante, слон, 大象, 象
  train/railway car/locomotive: Zug, train, tren, поезд, 火车, 電車
  airplane/small airplane: Flugzeug, avion, avión, самолёт, 飞机, 飛行機
  guitar: Gitarre, guitare, guitarra, гитара, 吉他, ギター
  scissors: Schere, ciseaux, tijeras, ножницы, 剪刀, はさみ`;

const clip = await loadClip(process.argv[2]);
const things = THINGS.trim()
  .split('\n')
  .map((line) => {
    const [names = '', words = ''] = line.trim().split(': ');
    return { names: names.split('/'), words: words.split(', ') };
  });
const known = await clip.embedConcepts();
for (const [i, language] of LANGUAGES.entries()) {
  const words = things.map((thing) => /** @type {string} */ (thing.words[i]));
  const vectors = await clip.embedTexts(words);
  const wrong = things.flatMap(({ names }, t) => {
    const likeness = known.map((vector) => dot(/** @type {Float32Array} */ (vectors[t]), vector));
    const nearest = /** @type {string} */ (clip.concepts[likeness.indexOf(Math.max(...likeness))]);
    return names.includes(nearest) ? [] : [`${words[t]} → ${nearest}`];
  });
  console.log(
    `${language}: ${things.length - wrong.length} of ${things.length}; ${wrong.join(', ') || 'none wrong'}`,
  );
}
await clip.dispose();
