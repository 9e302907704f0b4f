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
PARTICLES = frozenset("ap ab ferch binti bint bte ter ten af zu ó ní nic ben abu van von der den de da di du del della dos la le al el bin ibn st mac mc o".split())
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

# Only people do these: what stands before, at the start of a sentence, is somebody.
PERSON_VERBS = frozenset(
    "needs wants loves hates likes struggles refuses screams cries cried says thinks feels cant can't cannot wont won't hasnt hasn't doesnt doesn't didnt didn't isnt isn't wasnt wasn't couldnt couldn't got gets went "
    "sleeps eats plays wears talks bit told lost attends knows masks stims hates doesnae cannae willnae isnae turned turns sat ate lives copies".split())
# An ambiguous word before one of these may be a name, by what follows ("Hope is 13", "my grace is in yr 5").
COPULAS = frozenset("is was has has been isnt isn't wasnt wasn't gets got starts started will may".split())
PERSON_STATES = frozenset("excluded suspended sent left told born diagnosed refused given moved bitten bullied restrained referred discharged assessed seen put made asked kept offered crying upset scared happy exhausted poorly ill hurt tired anxious stuck home back in autistic nonverbal non-verbal non under at on out aged only having being due starting turning deaf blind disabled awaiting waiting diagnosed year yr adhd still so very really too not my our his her".split())
# Right before an unknown word these show a place or a thing, not a person.
PLACE_BEFORE = frozenset("in near nr outside around towards toward via past beyond the a an this that these those".split())
MOVING = frozenset("moved moving move come came comes coming posted posting go going goes went drive driving travel travelling bus train live lives living originally road flew based stationed down up over".split())
# Right behind a word with a capital these show an organisation, a condition, a law or a place, not a person.
THINGS = frozenset(
    "hospital road street lane station council surgery centre center clinic church hall team service services app trust charity project course programme program park barracks camp garrison society foundation law act rule test "
    "syndrome disease disorder scale group groups club festival house helpline pathway funding allowance scheme training therapy method approach theory palsy virus vaccine diet university library museum "
    "theatre cinema pool leisure stadium airport bridge river canal valley forest county district estate hub café cafe pub shop store market card form certificate award act bill lenses tube button chair buggy wheelchair pen ware "
    "association network partnership federation community contraction reflex sign signs phase stage profile questionnaire assessment report review".split())
LAWS = frozenset("law rule act charter bill inquiry report review duty principle house hospice".split())
DETERMINERS = frozenset("the a an this that these those my his her their your its some any no every each another what which whose one two three more most very so too such of".split())
# "our jethro", "ask for chidi", "told rehan": an unknown lower-case word right behind is somebody.
PERSON_BEFORE = frozenset("our wee told tell tells asked ask cos because when that and but how can does is did will has was if".split())
OBJECT_BEFORE = frozenset("help tell told ask asked helping helps with for about".split())
PERSON_AFTER_ASKING = frozenset("for with about".split())
BIG = frozenset("md mohd big little old young wee".split())
# Words that are adjectives when somebody says "I'm …".
ADJECTIVES = frozenset("rich frank sunny sandy happy merry lucky ebony misty dusty rocky noble royal jolly bonny bonnie hardy sweet grey gray green wild free young good may will able art chase".split())
# Letters with full stops that are no one's initials.
ABBREVIATIONS = frozenset("uk us usa nhs pe it ta pda dob gp asd ps ehcp dla pip am pm eu nb asap rsvp tv id hq bbc sen send adhd ot pta re la ks cv dvd ft eg ie hr mp mps op ed rc ce va pa ba bsc gcse sld mld ocd".split())
# "is 3 weeks": numbers with these are no age.
UNITS = frozenset("weeks week days day months month hours hour hrs mins minutes miles mile am pm percent pounds times of to per".split())
ONCE_MORE_AFTER = frozenset("in for next last this since until till by".split())
