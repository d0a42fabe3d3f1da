"""What people call the concepts: names and keywords of CLDR in its languages, synonyms of WordNet, translations of the
data set, and the phrases they stand in. Colours are said where a language's words for them stand here."""

import json
from collections import Counter, defaultdict
from pathlib import Path

from .vocabulary import COMMON, NAMES

# The languages in which names are measured, here and by the product; the others share what is left.
OFTEN = "en ru de fr es it pt nl pl uk cs sk hr sr sv da fi no hu ro bg el tr ar he hi zh ja ko vi th id fa".split()
SHARE = {"en": 0.2, "ru": 0.1, "others": 0.05}

# In the order of NAMES: red orange yellow green blue purple pink brown black grey white; forms of one colour by "/".
COLOUR_WORDS = {
    "en": "red/crimson/scarlet orange yellow/golden green blue purple/violet pink brown black grey/gray white",
    "ru": "красный/красная/красное/красные оранжевый/оранжевая/оранжевое жёлтый/жёлтая/жёлтое/желтый/желтая/желтое зелёный/зелёная/зелёное/зеленый/зеленая/зеленое синий/синяя/синее/голубой/голубая фиолетовый/фиолетовая/фиолетовое розовый/розовая/розовое коричневый/коричневая/коричневое чёрный/чёрная/чёрное/черный/черная серый/серая/серое белый/белая/белое",
    "de": "rot/rote/roter/rotes orange gelb/gelbe/gelber/gelbes grün/grüne/grüner/grünes blau/blaue/blauer/blaues lila/violett rosa braun/braune/brauner/braunes schwarz/schwarze/schwarzer/schwarzes grau/graue/grauer/graues weiß/weiße/weißer/weißes",
    "fr": "rouge orange jaune vert/verte bleu/bleue violet/violette rose marron/brun noir/noire gris/grise blanc/blanche",
    "es": "rojo/roja naranja amarillo/amarilla verde azul morado/morada/violeta rosa marrón negro/negra gris blanco/blanca",
    "it": "rosso/rossa arancione giallo/gialla verde blu/azzurro viola rosa marrone nero/nera grigio/grigia bianco/bianca",
    "pt": "vermelho/vermelha laranja amarelo/amarela verde azul roxo/roxa rosa marrom/castanho preto/preta cinza/cinzento branco/branca",
    "nl": "rood/rode oranje geel/gele groen/groene blauw/blauwe paars/paarse roze bruin/bruine zwart/zwarte grijs/grijze wit/witte",
    "pl": "czerwony/czerwona/czerwone pomarańczowy/pomarańczowa żółty/żółta/żółte zielony/zielona/zielone niebieski/niebieska/niebieskie fioletowy/fioletowa różowy/różowa brązowy/brązowa czarny/czarna/czarne szary/szara biały/biała/białe",
    "uk": "червоний/червона/червоне помаранчевий/помаранчева жовтий/жовта/жовте зелений/зелена/зелене синій/синя/синє/блакитний фіолетовий/фіолетова рожевий/рожева коричневий/коричнева чорний/чорна/чорне сірий/сіра білий/біла/біле",
    "tr": "kırmızı turuncu sarı yeşil mavi mor pembe kahverengi siyah gri beyaz",
    "zh": "红色的/红/红色 橙色的/橙色 黄色的/黄/黄色 绿色的/绿/绿色 蓝色的/蓝/蓝色 紫色的/紫色 粉色的/粉红色 棕色的/棕色 黑色的/黑/黑色 灰色的/灰色 白色的/白/白色",
    "ja": "赤い/赤 オレンジの 黄色い/黄色の 緑の/緑色の 青い/青 紫の ピンクの 茶色の/茶色い 黒い/黒 灰色の 白い/白",
}
COLOUR_WORDS = {language: [words.split("/") for words in row.split()] for language, row in COLOUR_WORDS.items()}
assert all(len(row) == len(NAMES) for row in COLOUR_WORDS.values())
AFTER_NOUN = {"fr", "es", "it", "pt"}
ARTICLES = {
    "en": "a an the", "de": "der die das ein eine einen", "fr": "un une le la les", "es": "un una el la", "it": "un una uno il la lo",
    "pt": "um uma o a", "nl": "een de het", "sv": "en ett", "da": "en et", "no": "en ei et", "hu": "egy a az", "ro": "un o", "el": "ένας μια ένα το η ο", "tr": "bir",
}
ARTICLES = {language: row.split() for language, row in ARTICLES.items()}
TEMPLATES = {
    "en": "a drawing of {}|an icon of {}|a photo of {}|a picture of {}|a painting of {}|{} drawing|an emoji of {}|draw {}|a sketch of {}|small {}|big {}|cute {}|my {}|a simple drawing of {}",
    "ru": "рисунок: {}|значок: {}|фотография: {}|картинка {}|нарисуй {}|маленький {}|большой {}|маленькая {}|большая {}|{} рисунок",
    "de": "eine zeichnung von {}|ein bild von {}|ein foto von {}|zeichne {}", "fr": "un dessin de {}|une image de {}|une photo de {}|dessine {}",
    "es": "un dibujo de {}|una imagen de {}|una foto de {}|dibuja {}", "it": "un disegno di {}|un'immagine di {}|una foto di {}",
    "pt": "um desenho de {}|uma imagem de {}|uma foto de {}", "nl": "een tekening van {}|een foto van {}", "pl": "rysunek: {}|obrazek: {}",
    "uk": "малюнок: {}|намалюй {}", "tr": "{} çizimi|{} resmi", "zh": "{}的画|一张{}的照片|画一个{}|一个{}|一只{}", "ja": "{}の絵|{}のイラスト|{}の写真",
    "sv": "en teckning av {}", "cs": "kresba: {}|obrázek: {}", "ko": "{} 그림", "ar": "رسم {}|صورة {}",
}
TEMPLATES = {language: row.split("|") for language, row in TEMPLATES.items() if row}
RUSSIAN_GENITIVE = ("рисунок {}", "фотография {}", "фото {}", "изображение {}", "картинка {}")
RUSSIAN_ACCUSATIVE = ("нарисуй {}", "хочу {}", "вижу {}")


class Captions:
    def __init__(self, folder, index):
        concepts = index["concepts"]
        self.items = index.get("items") or gather(Path(folder), index)
        # Nothing tells the language of a word, so a boot is no boat.
        english = {text: number for text, number, _ in [*self.items["en"][1], *self.items["en"][0]]}
        for language, lists in self.items.items():
            if language != "en":
                self.items[language] = tuple([item for item in words if english.get(item[0], item[1]) == item[1]] for words in lists)
        # What people type first is met more often here too, by its names and translations.
        everyday = {number for number, concept in enumerate(concepts) if concept["name"] in COMMON}
        everyday |= {number for text, number, _ in self.items["en"][1] if text in COMMON}
        self.everyday = {language: [item for words in lists[:2] for item in words if item[1] in everyday] for language, lists in self.items.items()}
        self.rest = [language for language in self.items if language not in OFTEN]

    def one(self, rng):
        """-> text, concept, colour (-1: none said)"""
        share = rng.random()
        if share < SHARE["en"] + SHARE["ru"]:
            language = "en" if share < SHARE["en"] else "ru"
        else:
            language = rng.choice(self.rest if share > 1 - SHARE["others"] else OFTEN[2:])
        names, translations, more = self.items[language]
        which = rng.random()
        words = (more if which < 0.2 else translations if which < 0.4 else names) or names or translations
        if self.everyday[language] and rng.random() < 0.3:
            words = self.everyday[language]
        text, concept, colour = rng.choice(words)
        return (*phrase(text, language, rng, colour), concept)


def gather(folder, index):
    """Language -> (names, translations, other words), lists of (text, concept, colour or -1); other words that mean more
    than two concepts are left out, and of two the one with more pictures has the word."""
    concepts = index["concepts"]
    pictures = Counter(row["concept"] for row in index["pictures"] if row["role"] == "train")
    names, translations, more = defaultdict(set), defaultdict(set), defaultdict(lambda: defaultdict(set))
    for number, concept in enumerate(concepts):
        colours = {word: NAMES.index(colour) for word, colour in concept["colours"].items()}
        for lists, known in ((names, concept["names"]), (translations, concept["translations"])):
            for language, words in known.items():
                lists[language].update((word, number, colours.get(word, -1)) for word in words)
        for word in concept["synonyms"]:
            more["en"][word].add(number)
    for language in list(names):
        by_name = {word: number for word, number, _ in names[language]}
        for annotations in cldr(folder, language):
            number = by_name.get((annotations.get("tts") or [""])[0].lower())
            if number is not None:
                for word in annotations.get("default", []):
                    more[language][word.lower()].add(number)
    items = {}
    for language in sorted(set(names) | set(translations)):
        known = names[language] | translations[language]
        taken = {word for word, *_ in known}
        others = [(word, max(numbers, key=lambda number: (pictures[number], -number)), -1) for word, numbers in more[language].items() if word not in taken and len(numbers) <= 2]
        items[language] = (sorted(names[language]), sorted(translations[language]), sorted(others))
    return items


def cldr(folder, language):
    for package, part in (("cldr-annotations-full", "annotations"), ("cldr-annotations-derived-full", "annotationsDerived")):
        path = folder / "packages" / "node_modules" / package / part / language / "annotations.json"
        if path.exists():
            yield from json.loads(path.read_text())[part].get("annotations", {}).values()


def phrase(text, language, rng, colour=-1):
    """The text, which may say a colour, in a phrase of its language -> phrase, colour"""
    chance = rng.random()
    if colour < 0 and language in COLOUR_WORDS and rng.random() < 0.4 and not any(word in text.split() for row in COLOUR_WORDS[language] for word in row):
        colour = rng.randrange(len(NAMES))
        word = rng.choice(COLOUR_WORDS[language][colour])
        gap = "" if language in ("zh", "ja") else " "
        text = f"{text}{gap}{word}" if language in AFTER_NOUN or (language == "ru" and rng.random() < 0.1) else f"{word}{gap}{text}"
    elif language == "ru" and rng.random() < 0.2 and " " not in text:
        case, rows = (genitive, RUSSIAN_GENITIVE) if rng.random() < 0.7 else (accusative, RUSSIAN_ACCUSATIVE)
        return rng.choice(rows).format(case(text)), colour
    elif language == "en" and rng.random() < 0.06:
        text = rng.choice(("two", "three", "four", "many")) + f" {text}s"
        return text, colour
    if chance < 0.25 and language in ARTICLES:
        text = f"{article(text, language, rng)} {text}"
    if chance < 0.45 and language in TEMPLATES and rng.random() < 0.8:
        text = rng.choice(TEMPLATES[language]).format(text)
    if language == "en" and rng.random() < 0.04:
        text += f" on a {rng.choice(NAMES)} background"
    return text, colour


def article(text, language, rng):
    if language == "en" and rng.random() < 0.7:
        return "an" if text[:1] in "aeiou" else "a"
    return rng.choice(ARTICLES[language])


def genitive(word):
    if word[-1:] == "а":
        return word[:-1] + ("и" if word[-2:-1] in "гкхжчшщ" else "ы")
    if word[-1:] == "я":
        return word[:-1] + "и"
    if word[-1:] in "оеьй":
        return word[:-1] + {"о": "а", "е": "я", "ь": "я", "й": "я"}[word[-1]]
    return word + "а" if word[-1:].isalpha() and word[-1:] not in "иуыэюё" else word


def accusative(word):
    return word[:-1] + {"а": "у", "я": "ю"}[word[-1]] if word[-1:] in "ая" and word[-1:] else word
