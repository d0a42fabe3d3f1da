/**
 * @file What is drawn to measure quality: 300 things that look unlike each other, chosen from the concepts of the data
 * set before anything was drawn. Recipes are tuned on the first 24; the 100 of the final figure are never tuned on.
 */

const list = (text: string): readonly string[] =>
  text
    .trim()
    .split(/,\s+/u)
    .map((words) => words.replace(/\s+/gu, ' '));

/** For tuning. */
const tuning = list(`
  sun, umbrella, house, fish, cat, tree, mushroom, butterfly, rocket, bicycle, snowman, star, ice cream,
  apple, owl, sailboat, guitar, key, cactus, airplane, crab, lamp, candle, flower
`);

/** For the figure that is reported. */
const final = list(`
  ambulance, anchor, ant, automobile, avocado, axe, baby, backpack, balloon, banana, baseball, basket,
  basketball, bat, bear, bed, bell, bird, bomb, bone, book, boot, bread, broccoli, broom, brain, bus,
  cake, camel, camera, carrot, castle, cherries, chicken, cloud, coin, cow, crown, dog, dolphin, door,
  dragon, dress, drum, duck, ear, egg, elephant, envelope, eye, feather, fire, fox, frog, ghost, glasses,
  grapes, hammer, heart, helicopter, horse, ladder, fallen leaf, lemon, light bulb, lion, magnet, crescent
  moon, mountain, octopus, palm tree, pear, pencil, penguin, piano, pig, pineapple, pizza, rabbit,
  rainbow, ring, robot, rose, scissors, shark, ship, skull, snail, snake, snowflake, spider, strawberry,
  sword, teapot, telephone, tent, train, turtle, volcano, watermelon
`);

/** Never drawn, only told apart from what is. */
const others = list(`
  abacus, accordion, acorn, alarm clock, alien, armchair, bacon, baby bottle, balance scale, banjo,
  barrel, bathtub, battery, bee, beer mug, bell pepper, bikini, boomerang, bouquet, bow and arrow, boxing
  glove, briefcase, bucket, calculator, calendar, candy, canoe, carousel horse, cheese wedge, chess pawn,
  chopsticks, christmas tree, church, cigarette, circus tent, clipboard, cocktail glass, coconut, comet,
  compass, computer mouse, cookie, couch and lamp, credit card, croissant, crocodile, cucumber, cupcake,
  deer, dna, doughnut, dragonfly, droplet, eagle, ear of corn, eggplant, electric plug, factory, ferris
  wheel, fire extinguisher, flamingo, flashlight, floppy disk, flute, fork and knife, fountain, french
  fries, game die, garlic, gear, giraffe, goat, gorilla, graduation cap, hamburger, hedgehog, high-heeled
  shoe, hippopotamus, hook, hot dog, hourglass done, ice skate, jack-o-lantern, joystick, kangaroo,
  keyboard, kite, kiwi fruit, koala, laptop, lipstick, lizard, lobster, lollipop, lungs, mango, megaphone,
  microphone, microscope, monkey, mosquito, mouse, musical note, nail polish, necktie, newspaper, onion,
  paintbrush, panda, paper lantern, paperclip, parachute, parrot, peach, peacock, popcorn, potted plant,
  pretzel, printer, pushpin, puzzle piece, razor, rhinoceros, roller coaster, rooster, ruler, sandwich,
  satellite, saxophone, scarf, scorpion, screwdriver, seedling, sheep, shield, shopping cart, shower,
  skateboard, soccer ball, socks, spoon, squid, squirrel, stethoscope, stopwatch, sunflower, swan,
  syringe, taco, teddy bear, telescope, television, tennis racket, thermometer, tiger, toilet, tomato,
  tooth, toothbrush, top hat, tornado, tractor, vertical traffic light, trophy, trumpet, tulip, unicorn,
  violin, whale, wheel, wine glass, windmill, wrapped gift, wrench, yarn, zebra
`);

export const promptLists = { tuning, final };
export type PromptListName = keyof typeof promptLists;

/** What a drawing has to be told apart from. */
export const rivals: readonly string[] = [...tuning, ...final, ...others];

/** Prompts whose drawings shall have the colour they name. */
const COLOURED = ['car', 'umbrella', 'apple', 'house', 'flower', 'fish'];
export const askedColours = ['red', 'blue', 'green', 'yellow'] as const;
export type AskedColour = (typeof askedColours)[number];
export const colourPrompts: readonly string[] = askedColours.flatMap((colour) =>
  COLOURED.map((thing) => `${colour} ${thing}`),
);
