<section class="hero">
<h1><?cs var:Lang.Portal.OpenTicket ?></h1>
<p class="lead"><?cs var:Lang.Portal.OpenText ?></p>
<form method="post"><?cs call:csrf() ?><button type="submit" class="primary large"><?cs var:Lang.Portal.OpenTicket ?></button></form>
<p class="dim"><?cs var:Lang.Portal.LinkUntil ?> <time datetime="<?cs var:iso(Link.Until) ?>"><?cs var:datetime(Link.Until) ?></time>.</p>
<form class="end" method="post" action="<?cs var:Page.Path ?>/not-mine"><?cs call:csrf() ?><p class="hint"><?cs var:Lang.Portal.NotMineText ?></p><button type="submit"><?cs var:Lang.Portal.NotMine ?></button></form>
</section>
