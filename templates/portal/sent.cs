<section class="hero">
<h1><?cs var:Lang.Portal.Sent ?></h1>
<p class="lead"><?cs var:Lang.Portal.SentCode ?> <strong class="code" id="code"><?cs var:Sent.Code ?></strong></p>
<p><?cs var:Lang.Portal.SentText ?></p>
<p class="dim"><?cs var:Lang.Portal.SentLost ?></p>
<p><a class="button" href="/ask"><?cs var:Lang.Portal.Another ?></a></p>
</section>
