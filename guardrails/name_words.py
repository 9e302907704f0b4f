"""The little words that show that a name follows. Ordinary words and names themselves are in `words/`."""
from __future__ import annotations

CHILD = frozenset(
    "son sons daughter daughters child children boy boys girl girls lad lads kid kids baby babies toddler teen teenager twin twins triplets grandson granddaughter grandchild grandchildren "
    "grandkids stepson stepdaughter stepchild step-son step-daughter nephew niece brother brothers sister sisters sibling siblings lo dd ds dc dd1 dd2 ds1 ds2 dgs dgd foster-son".split())
FAMILY = CHILD | frozenset(
    "husband wife partner ex ex-husband ex-wife ex-partner exhusband exwife boyfriend girlfriend fiance fiancee mum mam mom dad mother father stepdad stepmum step-dad step-mum stepfather stepmother "
    "nan nanna gran grandma grandad granddad grandmother grandfather aunt auntie aunty uncle cousin friend mate neighbour carer childminder dh dp mil fil".split())
PARENTS = frozenset("mum mums mom mam mummy mother dad dads daddy father parent parents nan gran nana grandma grandad guardian carer carers brother sister auntie aunt uncle parent-carer".split())
PLURAL = frozenset("sons daughters children boys girls kids twins triplets siblings brothers sisters names grandchildren grandkids lads babies friends".split())
# Not kin: what follows is a name only when it cannot be anything else.
PROFESSIONALS = frozenset(
    "teacher senco sendco head headteacher headmaster headmistress ta lsa tutor worker keyworker caseworker doctor gp paediatrician psychologist therapist nurse consultant officer coordinator manager "
    "advocate solicitor midwife visitor psychiatrist specialist governor chair principal deputy councillor secretary receptionist driver escort".split())
OWNERS = frozenset("my our his her their your own hers theirs whose".split())
ADJECTIVES_LOOKBACK = 5  # "my [lovely eight year old] son"
CALLED = frozenset("called named name names nicknamed".split())
TITLES = frozenset("mr mrs miss ms mx dr prof professor rev reverend".split())
JOINERS = (",", "and", "&", "n", "/", "+", "plus", "or", "then")
PARTICLES = frozenset("van von der den de da di du del della dos la le al el bin ibn st mac mc o".split())
SIGN_OFFS = frozenset("regards thanks thankyou cheers sincerely faithfully wishes".split())

# A name is followed by these; an adjective or noun seldom is.
FINITE_VERBS = frozenset(
    "is isn't isnt was wasn't has hasn't hasnt had does doesn't doesnt did didn't didnt goes went needs wants gets got can't cant cannot won't wont couldn't couldnt attends struggles loves hates likes "
    "refuses keeps says said who who's whos aged lives turns started starts finds seems ran went came hit bit broke lost told cried cries screams sleeps eats plays thinks feels wears talks uses likes bites hits runs "
    "knows sees hears comes spends takes tries masks lies stims sits stays sat".split())
# Never a name nor part of one, capital or not.
CLOSED = frozenset(
    "i a an and or but if so as at by for from in into of off on onto out over to up with without about after again against all also am any are aren't be because been before being below between both "
    "can can't could did do does don't down during each ehcp few had has have having he he's her here hers herself him himself his how i'd i'll i'm i've is isn't it it's its itself just me more most my "
    "myself no nor not now off once only other our ours own same send she she's should some such than that that's the their theirs them then there these they they're this those through too under until "
    "us very was we we're were what what's when where which while who who's whom whose why won't would you you'd you'll you're your yours yes please thanks thank hi hello dear dob born age aged year "
    "years old number sen senco school tel phone mobile email address postcode".split())
