"""How pages word things: drawn by a seed, in languages that the checker may not know at all."""

import random

ERRORS = [
    ("Página no encontrada", "Lo sentimos, la página que buscas ya no está en este sitio."),
    ("Not found", "We looked everywhere, but that page has left the building."),
    ("¡Ups!", "Aquí no hay nada. Quizá la historia que buscabas cambió de lugar."),
    ("Ikke funnet", "Siden du leter etter finnes dessverre ikke lenger hos oss."),
    ("Orria ez da aurkitu", "Bilatzen duzun orria ez dago gure webgunean."),
    ("Página não existe", "O endereço digitado não corresponde a nenhum conteúdo."),
    ("Страница не найдена", "К сожалению, такой страницы у нас нет."),
    ("ページが見つかりません", "お探しのページは削除されたか移動しました。"),
    ("Man k'o ta", "Ri wuj katzukuj man k'o ta chik pa we k'olib'al ri'."),
    ("Perdida", "Esta dirección nos suena, pero ya no lleva a ninguna parte."),
    ("Hmm", "That link seems to belong to an older version of our site, or to someone else's."),
]
SALES = [
    "Este dominio está en venta. Haga una oferta hoy mismo al propietario.",
    "The domain {domain} is for sale. Inquire about the price today.",
    "Este nome de domínio está à venda. Compre agora por um preço especial.",
    "Diese Domain steht zum Verkauf. Jetzt Angebot abgeben.",
    "Ce nom de domaine est à vendre. Faites une offre au courtier.",
    "Домен {domain} продаётся. Узнать цену у брокера.",
    "このドメインは販売中です。今すぐ購入できます。",
    "Adquiera {domain} antes que nadie: dominio premium disponible.",
]
CASINOS = [
    "Situs judi slot gacor maxwin terpercaya. Daftar slot online, poker, togel dan casino hari ini.",
    "Casino online con bonos: tragamonedas, ruleta, póker y apuestas deportivas. Apuesta ya en el casino.",
    "Best online casino bonus, poker and slots. Place your bets at the roulette tables of our casino.",
    "Лучшее онлайн казино: слоты, покер, ставки, рулетка. Казино бонус каждый день, ставки на спорт.",
    "Canlı casino, bahis ve slot oyunları. Kumarhane, poker ve rulet için casino bonus fırsatları.",
    "Cassino online: apostas esportivas, bingo, roleta, poker, slots e jackpot no melhor cassino.",
]
SUSPENSIONS = [
    "Esta cuenta ha sido suspendida. Contacte a su proveedor de alojamiento.",
    "This account has been suspended. Please contact your hosting provider.",
    "Esta conta foi suspensa. Entre em contato com a hospedagem do site.",
    "Ce compte a été suspendu. Contactez votre hébergement.",
    "Сайт заблокирован: услуга хостинга приостановлена.",
    "The hosting service of this website has expired and must be renewed.",
]
WALLS = [
    ("Just a moment...", "Checking your browser before you continue. Verify that you are human."),
    ("Un momento", "Estamos comprobando que no eres un robot. Activa las cookies y JavaScript."),
    ("Attention", "Security check: our system saw unusual traffic. Please complete the captcha."),
]
MOMENTS = [
    ("Un momento…", "Te llevamos a la página."),
    ("One moment", "You will be sent on shortly."),
    ("Espere un instante", "Ya casi."),
    ("Um momento, por favor", "Estamos preparando tudo."),
    ("Veuillez patienter", "La page arrive."),
    ("Einen Moment bitte", "Gleich geht es weiter."),
]
DOCUMENTS_GONE = [
    ("Documento no disponible", "El archivo que buscas fue retirado de este repositorio."),
    ("File not found", "The file you asked for is no longer kept here."),
    ("Arquivo removido", "Este arquivo não está disponível."),
    ("Document introuvable", "Ce fichier n'existe plus."),
]
TOPICS = [
    "cuidado colectivo",
    "acompañamiento",
    "refugio",
    "memoria",
    "escuela de defensoras",
    "radio comunitaria",
]


def invented(chance: random.Random, words: int) -> str:
    """Prose of a language that nobody speaks: no word list can know it."""
    syllables = ["ka", "lo", "mi", "ru", "ten", "va", "sho", "pe", "dun", "ira"]
    return " ".join("".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(words))


def prose(chance: random.Random, words: int = 90) -> str:
    """A page's own words, in Spanish enough."""
    bag = (
        "la red acompaña a defensoras de la tierra y del territorio con talleres de cuidado apoyo legal "
        "memoria escucha formación refugio salud comunidad mujeres organización derechos humanos protección "
        "cuerpo espíritu abuelas jóvenes asamblea pueblo montaña río siembra palabra camino vida"
    )
    return " ".join(chance.choices(bag.split(), k=words)) + "."


def html(title: str, *body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{''.join(body)}</body></html>"
