<section class="hero">
<h1><?cs var:Lang.Portal.LinkGone ?></h1>
<p class="lead"><?cs var:Lang.Portal.LinkGoneText ?></p>
<p><a class="button primary" href="/ask"><?cs var:Lang.Portal.Ask ?></a></p>
</section>
