package io.ringkeeper.balancer.engine.docker;

/**
 * An image as registries know it: {@code registry:5000/team/app:1.2}, {@code app@sha256:…}.
 *
 * @param tag or digest; {@code latest} where none is written
 */
record ImageName(String repository, String tag) {

  static ImageName parse(String image) {
    int digest = image.indexOf('@');
    if (digest >= 0) {
      return new ImageName(image.substring(0, digest), image.substring(digest + 1));
    }
    int tag = image.lastIndexOf(':');
    return tag > image.lastIndexOf('/')
        ? new ImageName(image.substring(0, tag), image.substring(tag + 1))
        : new ImageName(image, "latest");
  }
}
