<section class="hero">
<h1><?cs var:Lang.Portal.Welcome ?></h1>
<p class="lead"><?cs var:Lang.Portal.Lead ?></p>
<p><a class="button primary large" href="/ask"><?cs var:Lang.Portal.Ask ?></a></p>
</section>
<div class="promises">
<section><?cs call:icon("in") ?><h2><?cs var:Lang.Portal.Follow ?></h2><p><?cs var:Lang.Portal.FollowText ?></p></section>
<section><?cs call:icon("lock") ?><h2><?cs var:Lang.Portal.Forget ?></h2><p><?cs var:Lang.Portal.ForgetText ?></p></section>
</div>
<?cs if:HasSecurity ?><p class="dim"><a href="/security"><?cs var:Lang.Security.Report ?></a></p><?cs /if ?>
