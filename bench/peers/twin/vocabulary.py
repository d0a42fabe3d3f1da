"""The colours that have names here, and the things that people type first, which are met more often."""

COLOURS = {
    "red": (0.87, 0.14, 0.14), "orange": (0.95, 0.55, 0.1), "yellow": (0.97, 0.86, 0.15), "green": (0.2, 0.65, 0.25),
    "blue": (0.15, 0.35, 0.85), "purple": (0.55, 0.2, 0.7), "pink": (0.96, 0.55, 0.72), "brown": (0.5, 0.3, 0.15),
    "black": (0.06, 0.06, 0.06), "grey": (0.55, 0.55, 0.55), "white": (0.97, 0.97, 0.97),
}
NAMES = list(COLOURS)

COMMON_FACTOR = 2.5
COMMON = set(
    """sun moon star cloud rainbow snowflake fire tree flower rose tulip sunflower leaf mushroom cactus apple
    banana pear orange lemon cherries strawberry grapes watermelon pineapple carrot tomato bread cake pizza cheese egg
    coffee cup bottle cat dog fish bird horse cow pig sheep rabbit mouse elephant lion tiger bear monkey snake frog turtle
    butterfly bee spider ant snail whale dolphin shark octopus crab penguin owl duck chicken eagle parrot dragon dinosaur
    unicorn house castle church tent bridge lighthouse mountain volcano island beach car bus truck bicycle motorcycle train
    airplane rocket helicopter sailboat ship boat anchor umbrella hat crown shoe dress t-shirt glasses ring key lock
    hammer scissors knife fork spoon clock watch lamp candle chair bed door window book pencil pen
    camera telephone computer television guitar piano violin drum trumpet balloon gift ball football kite robot ghost
    skull heart eye hand foot nose mouth ear baby man woman boy girl clown angel snowman jack-o-lantern
    flag map globe sword shield bow bell envelope backpack basket ladder windmill fountain hedgehog squirrel fox wolf deer
    giraffe zebra camel kangaroo panda koala bat swan flamingo peacock rooster turkey lobster shrimp doughnut
    cookie hamburger sandwich sunrise tornado planet""".split()
) | set(
    "palm tree,light bulb,christmas tree,ice cream,hot dog,evergreen tree,deciduous tree,soccer ball,top hat,man's shoe,running shoe,"
    "wrapped gift,high voltage,motor boat,fried egg,police car,fire engine,slice of cake".split(",")
)
