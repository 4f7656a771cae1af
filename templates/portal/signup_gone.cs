<section class="hero">
<h1><?cs var:Lang.Signup.Gone ?></h1>
<p class="lead"><?cs var:Lang.Signup.GoneText ?></p>
<p><a class="button" href="/signup"><?cs var:Lang.Signup.Title ?></a></p>
</section>
